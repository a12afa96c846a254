package dev.flotilla.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Stands between Flotilla and a server on this machine, and lets connections die as they die in the world: silently, or all at
/// once. Looks into nothing, so TLS goes through.
final class FlakyRelay implements AutoCloseable {
    private final ServerSocket door;
    private final URI server;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    private record Connection(Socket near, Socket far, AtomicBoolean deaf) {
        void reset() {
            for (Socket socket : new Socket[]{near, far}) {
                try {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException _) {
                    // It was closed already.
                }
            }
        }
    }

    FlakyRelay(URI server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("relay").start(this::accept);
    }

    URI address() {
        return URI.create("https://127.0.0.1:" + door.getLocalPort());
    }

    /// What is open stays open for both sides and carries nothing any more, as when a laptop slept or a middlebox forgot it. New
    /// connections are fine.
    void swallow() {
        open.forEach(connection -> connection.deaf().set(true));
    }

    /// Resets what is open, and everything new until [#letIn].
    void shutOut() {
        shut = true;
        open.forEach(Connection::reset);
    }

    void letIn() {
        shut = false;
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                connect(door.accept());
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void connect(Socket near) throws IOException {
        if (shut) {
            near.setSoLinger(true, 0);
            near.close();
            return;
        }
        Socket far;
        try {
            far = new Socket(server.getHost(), server.getPort());
        } catch (IOException _) {
            near.close();
            return;
        }
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        var connection = new Connection(near, far, new AtomicBoolean());
        open.add(connection);
        pass(connection, near, far);
        pass(connection, far, near);
    }

    private static void pass(Connection connection, Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try {
                InputStream in = from.getInputStream();
                var buffer = new byte[16384];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!connection.deaf().get()) to.getOutputStream().write(buffer, 0, read);
                }
                // The end of a connection is not heard through a deaf one either.
                if (!connection.deaf().get()) to.close();
            } catch (IOException _) {
                if (!connection.deaf().get()) connection.reset();
            }
        });
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(Connection::reset);
    }
}
