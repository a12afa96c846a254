package dev.flotilla.engine.cluster;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.ApiResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ObjectStreamTest {
    private static final ApiResource CONFIG_MAPS = new ApiResource("v1", "ConfigMap", "configmaps", true);

    @Test
    void aServerThatEndsWatchesAtOnceIsNotAskedWithoutPause() throws Exception {
        var cluster = new FakeCluster("eu");
        cluster.endWatches(true);
        // One answer for the list, and one for each watch that begins.
        var answers = new CountDownLatch(4);
        var stream = new ObjectStream(cluster, CONFIG_MAPS, ListQuery.ALL, new ObjectStream.Listener() {
            @Override
            public void found(LiveObject object) {
                // There is none.
            }

            @Override
            public void listed(Set<ObjectKey> objects) {
                // Begun.
            }

            @Override
            public void changed(WatchEvent event) {
                // Nothing changes.
            }

            @Override
            public void silent(ClusterFailure failure) {
                throw new IllegalStateException(failure.toString());
            }

            @Override
            public void answering() {
                answers.countDown();
            }
        });
        long start = System.nanoTime();
        Thread following = Thread.ofVirtual().start(stream::follow);
        answers.await();

        // 500 ms before the second watch, a second before the third: only too little time would show a mistake.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
        following.interrupt();
        following.join();
        assertThat(cluster.reads().stream().filter("watch configmaps"::equals).count()).isEqualTo(3);
    }
}
