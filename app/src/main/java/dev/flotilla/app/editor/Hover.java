package dev.flotilla.app.editor;

import java.util.List;

import dev.flotilla.app.ui.Glyph;

/// What is known about a word of a text, for a card beside it.
///
/// @param start offset of the word
/// @param end   offset behind it
record Hover(int start, int end, List<Section> sections) {
    Hover {
        sections = List.copyOf(sections);
    }

    /// @param title     the field's path, the member's name, or a heading
    /// @param sentences in full
    /// @param facts     short ones, each with its name
    record Section(Glyph glyph, String title, List<String> sentences, List<Fact> facts) {
        Section {
            sentences = List.copyOf(sentences);
            facts = List.copyOf(facts);
        }
    }

    /// @param colour the place in the fleet of the member that `name` is, or -1
    record Fact(String name, String value, int colour) {
        Fact(String name, String value) {
            this(name, value, -1);
        }
    }

    /// The whole card in words, for screen readers.
    String words() {
        var words = new StringBuilder();
        for (Section section : sections) {
            words.append(section.title()).append(". ");
            section.sentences().forEach(sentence -> words.append(sentence).append(". "));
            section.facts().forEach(fact -> words.append(fact.name()).append(' ').append(fact.value()).append(". "));
        }
        return words.toString().strip();
    }
}
