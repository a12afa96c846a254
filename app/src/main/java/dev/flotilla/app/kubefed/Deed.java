package dev.flotilla.app.kubefed;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.convert.Converter;
import dev.flotilla.engine.documents.Document;

/// One piece of kubefedctl's work, with all that a person chose for it.
sealed interface Deed {
    /// @param of plain documents of the workspace
    record Federate(List<Document> of) implements Deed {
        public Federate {
            of = List.copyOf(of);
        }
    }

    /// What lives on the host.
    ///
    /// @param contents also what stands in the namespace `name`
    /// @param skip     of the contents, types or whole groups to leave out
    record FederateLive(String type, String namespace, String name, boolean contents, Set<String> skip) implements Deed {
        public FederateLive {
            skip = Set.copyOf(skip);
        }
    }

    /// @param live whether the host says what the type is like
    record Enable(String type, boolean live) implements Deed {}

    /// @param type name of a FederatedTypeConfig
    record Disable(String type) implements Deed {}

    record Orphan(Document federated, boolean on) implements Deed {}

    /// @param folder for the new workspace
    record Convert(Converter.Target target, Path folder) implements Deed {}
}
