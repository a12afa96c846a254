package dev.flotilla.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// Makes a server on this machine as slow to reach as one far away: passes bytes on, each some time after it came, in both
/// directions. Looks into nothing, so TLS goes through.
final class DelayedRelay implements AutoCloseable {
    private final ServerSocket door;
    private final URI server;
    private final long delayNanos;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private record Piece(byte[] bytes, long due) {}

    /// @param delay one way
    DelayedRelay(URI server, Duration delay) throws IOException {
        this.server = server;
        this.delayNanos = delay.toNanos();
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("relay").start(this::accept);
    }

    URI address() {
        return URI.create("https://127.0.0.1:" + door.getLocalPort());
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                Socket near = door.accept();
                var far = new Socket(server.getHost(), server.getPort());
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                open.add(near);
                open.add(far);
                pass(near, far);
                pass(far, near);
            }
        } catch (IOException _) {
            // Closed, or the server is gone: connections end.
        }
    }

    private void pass(Socket from, Socket to) {
        var under = new LinkedBlockingQueue<Piece>();
        Thread.ofVirtual().start(() -> {
            try {
                InputStream in = from.getInputStream();
                var buffer = new byte[16384];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    under.add(new Piece(Arrays.copyOf(buffer, read), System.nanoTime() + delayNanos));
                }
            } catch (IOException _) {
                // The connection ended.
            }
            under.add(new Piece(new byte[0], System.nanoTime()));
        });
        Thread.ofVirtual().start(() -> {
            try (to) {
                OutputStream out = to.getOutputStream();
                for (Piece piece = under.take(); piece.bytes().length > 0; piece = under.take()) {
                    long left = piece.due() - System.nanoTime();
                    if (left > 0) Thread.sleep(Duration.ofNanos(left));
                    out.write(piece.bytes());
                }
            } catch (IOException _) {
                // The connection ended.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
