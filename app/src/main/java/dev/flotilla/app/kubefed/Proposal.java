package dev.flotilla.app.kubefed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// What a deed would write.
///
/// @param files   texts that would be new or different
/// @param folder  of a workspace that would be made for them; `null` for the one that is open
/// @param notes   what a person should know before
/// @param trouble why there is nothing to write, or `null`
record Proposal(List<FileText> files, @Nullable Path folder, List<Note> notes, @Nullable Note trouble) {
    static final Proposal NOTHING = new Proposal(List.of(), null, List.of(), null);

    Proposal {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /// @param path   within the workspace
    /// @param before the text until now; empty for a new file
    record FileText(String path, String before, String text) {}

    /// A sentence in the making.
    record Note(String key, List<Object> arguments) {
        Note {
            arguments = List.copyOf(arguments);
        }

        static Note of(String key, Object... arguments) {
            return new Note(key, List.of(arguments));
        }
    }

    static Proposal of(List<FileText> files, List<Note> notes) {
        return new Proposal(files, null, notes, null);
    }

    static Proposal refused(Note why) {
        return new Proposal(List.of(), null, List.of(), why);
    }

    boolean isPossible() {
        return trouble == null && !files.isEmpty();
    }

    /// As one text to read: new files whole, changes line by line.
    String preview() {
        var out = new StringBuilder();
        for (FileText file : files) {
            out.append("# ").append(file.path()).append('\n');
            if (file.before().isEmpty()) out.append(file.text());
            else
                changes(file).forEach(line -> out.append(line).append('\n'));
        }
        return out.toString();
    }

    private static List<String> changes(FileText file) {
        var lines = new ArrayList<String>();
        var before = List.of(file.before().split("\n", -1));
        var after = List.of(file.text().split("\n", -1));
        for (var delta : com.github.difflib.DiffUtils.diff(before, after).getDeltas()) {
            delta.getSource().getLines().forEach(line -> lines.add("- " + line));
            delta.getTarget().getLines().forEach(line -> lines.add("+ " + line));
        }
        return lines;
    }
}
