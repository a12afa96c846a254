package dev.flotilla.engine.cluster.kubeconfig;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure.NotConfigured;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ExecCommand;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One context of one file.
///
/// @param file    where it stands
/// @param current whether it is its file's current context
public final class KubeContext {
    private final Path file;
    private final String name;
    private final boolean current;
    private final @Nullable Entry cluster;
    private final @Nullable Entry user;
    private final String clusterName;
    private final String userName;
    private final String namespace;

    /// A `cluster` or `user` entry and the file it stands in, against whose folder its paths are meant.
    record Entry(Path file, MapValue fields) {}

    /// @param userName empty where the context names none
    KubeContext(Path file, String name, boolean current, String clusterName, String userName, String namespace,
            @Nullable Entry cluster, @Nullable Entry user) {
        this.file = file;
        this.name = name;
        this.current = current;
        this.clusterName = clusterName;
        this.userName = userName;
        this.namespace = namespace;
        this.cluster = cluster;
        this.user = user;
    }

    public Path file() {
        return file;
    }

    public String name() {
        return name;
    }

    /// Whether it is its file's current context.
    public boolean isCurrent() {
        return current;
    }

    /// The namespace that is meant where a command names none: `default` where the context says nothing.
    public String namespace() {
        return namespace;
    }

    /// The API server's address as written, or empty where there is none.
    public String server() {
        String server = cluster == null ? null : cluster.fields().textAt("server");
        return server == null ? "" : server;
    }

    /// The file as a workspace names it: `~` for the home folder, so that it holds for others who share the workspace.
    public String writtenFile(Path home) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(home) ? "~/" + home.relativize(absolute).toString().replace('\\', '/') : absolute.toString();
    }

    /// A name for a member that this context leads to, a DNS label (RFC 1123): what stands behind the `kind-` that kind puts before
    /// its clusters' names.
    public String memberName() {
        String name = this.name.replaceFirst("^kind-", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
        String label = name.substring(0, Math.min(name.length(), 63)).replaceAll("^-+|-+$", "");
        return label.isEmpty() ? "member" : label;
    }

    /// All that is needed to connect. Reads the files that the entries name.
    ///
    /// @param member the member's name in the fleet
    public Connection connect(String member) throws ClusterException {
        if (cluster == null) throw not("no-cluster", clusterName);
        var warnings = new ArrayList<String>();
        MapValue fields = cluster.fields();
        boolean insecure = fields.isTrueAt("insecure-skip-tls-verify");
        if (insecure) warnings.add("cluster.insecure-skip-tls-verify");
        URI server = uri(server().isEmpty() ? null : server(), "bad-server");
        if (server == null) throw not("no-server", name);
        if (!isAddress(server)) throw not("bad-server", server());
        if (!"https".equals(server.getScheme())) warnings.add("cluster.no-tls");
        String proxy = fields.textAt("proxy-url");
        var tls = new Connection.Tls(pem(cluster, "certificate-authority-data", "certificate-authority"),
                fields.textAt("tls-server-name"), insecure);
        return new Connection(member, name + " in " + file, server, tls, login(), uri(proxy, "bad-proxy"), warnings);
    }

    private Connection.Login login() throws ClusterException {
        if (user == null && !userName.isEmpty()) throw not("no-user", userName);
        if (user == null) return Connection.Login.NONE;
        MapValue fields = user.fields();
        String tokenFile = fields.textAt("tokenFile");
        if (fields.has("auth-provider")) throw not("auth-provider", fields.mapAt("auth-provider").textAt("name") + "");
        return new Connection.Login(fields.textAt("token"), tokenFile == null ? null : resolve(user, tokenFile),
                fields.textAt("username"), fields.textAt("password"),
                pem(user, "client-certificate-data", "client-certificate"), pem(user, "client-key-data", "client-key"),
                exec(fields.get("exec")));
    }

    private @Nullable ExecCommand exec(@Nullable Value value) throws ClusterException {
        if (!(value instanceof MapValue exec)) return null;
        String command = exec.textAt("command");
        if (command == null) throw not("no-command", name);
        var environment = new LinkedHashMap<String, String>();
        for (MapValue variable : exec.listAt("env").maps()) {
            String key = variable.textAt("name");
            String text = variable.textAt("value");
            if (key != null) environment.put(key, text == null ? "" : text);
        }
        String apiVersion = exec.textAt("apiVersion");
        // A command with a slash is meant against the file's folder, any other is looked for in PATH: client-go, exec.go.
        boolean relative = command.contains("/") && !command.startsWith("/") && user != null;
        return new ExecCommand(apiVersion == null ? "client.authentication.k8s.io/v1" : apiVersion,
                relative && user != null ? resolve(user, command).toString() : command, exec.listAt("args").texts(), environment);
    }

    private @Nullable String pem(Entry entry, String dataKey, String fileKey) throws ClusterException {
        String data = entry.fields().textAt(dataKey);
        if (data != null && !data.isEmpty()) {
            try {
                return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.US_ASCII);
            } catch (IllegalArgumentException e) {
                throw new ClusterException(new NotConfigured("bad-base64", dataKey), e);
            }
        }
        String path = entry.fields().textAt(fileKey);
        if (path == null || path.isEmpty()) return null;
        Path resolved = resolve(entry, path);
        try {
            return Files.readString(resolved, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new ClusterException(new NotConfigured("unreadable-file", resolved.toString()), e);
        }
    }

    private static Path resolve(Entry entry, String path) {
        return entry.file().toAbsolutePath().resolveSibling(path).normalize();
    }

    private static boolean isAddress(URI server) {
        boolean http = "https".equals(server.getScheme()) || "http".equals(server.getScheme());
        return http && server.getHost() != null && server.getPort() <= 0xFFFF;
    }

    private static @Nullable URI uri(@Nullable String text, String otherwise) throws ClusterException {
        if (text == null || text.isEmpty()) return null;
        try {
            return new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (URISyntaxException e) {
            throw new ClusterException(new NotConfigured(otherwise, text), e);
        }
    }

    private static ClusterException not(String what, String name) {
        return new ClusterException(new NotConfigured(what, name));
    }

    @Override
    public String toString() {
        return name + " in " + file;
    }
}
