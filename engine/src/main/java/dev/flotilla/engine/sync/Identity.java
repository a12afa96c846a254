package dev.flotilla.engine.sync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/// Who pushes, for others to read: in leases and beside the lock on this workstation.
///
/// @param name    for people, such as `alice@laptop`
/// @param session one process' or window's own; tells two Flotillas of one person apart
public record Identity(String name, String session) {
    /// This user on this machine.
    public static Identity of(Map<String, String> environment) {
        return new Identity(System.getProperty("user.name", "somebody") + "@" + host(environment), UUID.randomUUID().toString()
                .substring(0, 8));
    }

    private static String host(Map<String, String> environment) {
        for (String variable : new String[]{"HOSTNAME", "COMPUTERNAME"}) {
            String name = environment.getOrDefault(variable, "");
            if (!name.isBlank()) return name;
        }
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException _) {
            // Not Linux.
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    /// As a Lease spells it.
    String holder() {
        return name + "_" + session;
    }
}
