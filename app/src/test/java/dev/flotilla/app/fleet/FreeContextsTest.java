package dev.flotilla.app.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.app.ui.Background;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FreeContextsTest extends OpenFleet {
    private final List<Exception> failures = new ArrayList<>();
    private final FreeContexts contexts = new FreeContexts(Background.inline(), new FakeFleets(), failures::add);

    @Test
    void contextsThatAMemberUsesAreNotOffered() throws Exception {
        Path file = kubeconfig();
        contexts.show(planned.workspace());

        contexts.read(file);

        assertThat(contexts.found()).extracting(context -> context.name()).containsExactly("kind-Asia_2");
        assertThat(failures).isEmpty();

        contexts.show(null);
        assertThat(contexts.found()).extracting(context -> context.name()).containsExactly("kind-eu", "kind-Asia_2");
    }
}
