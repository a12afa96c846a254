package dev.flotilla.app.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

/// A writer that remembers why it could not write, which a [PrintWriter] only knows that.
final class Output extends PrintWriter {
    private final Remembering stream;

    Output(OutputStream out, Charset charset) {
        this(new Remembering(out), charset);
    }

    private Output(Remembering stream, Charset charset) {
        super(stream, false, charset);
        this.stream = stream;
    }

    /// What was lost, and why; `null` where all was written, or the reader of a pipe had seen enough.
    @Nullable
    IOException loss() {
        flush();
        IOException first = stream.first;
        return first == null || String.valueOf(first.getMessage()).contains("Broken pipe") ? null : first;
    }

    private static final class Remembering extends FilterOutputStream {
        private @Nullable IOException first;

        Remembering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[]{(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                if (first == null) first = e;
                throw e;
            }
        }
    }
}
