package dev.flotilla.engine.sync;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdaptiveLimitTest {
    private static final Duration QUICK = Duration.ofMillis(5);
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final AdaptiveLimit limit = new AdaptiveLimit();
    private long now;

    private void answers(int count, Duration each, AdaptiveLimit.Answer answer) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            limit.acquire();
            long began = now;
            now += each.toNanos();
            limit.release(began, now, answer);
        }
    }

    @Test
    void growsByAboutOneInAWindowOfGoodAnswersUpToABound() throws InterruptedException {
        answers(AdaptiveLimit.START + 1, QUICK, AdaptiveLimit.Answer.DONE);
        assertThat(limit.current()).isEqualTo(AdaptiveLimit.START + 1);

        answers(10_000, QUICK, AdaptiveLimit.Answer.DONE);
        assertThat(limit.current()).isEqualTo(AdaptiveLimit.MOST);
    }

    @Test
    void halvesWhenTheServerSaysThatItIsTooMuchDownToOne() throws InterruptedException {
        answers(1, QUICK, AdaptiveLimit.Answer.TOO_MUCH);
        assertThat(limit.current()).isEqualTo(AdaptiveLimit.START / 2);

        answers(20, QUICK, AdaptiveLimit.Answer.TOO_MUCH);
        assertThat(limit.current()).isEqualTo(AdaptiveLimit.LEAST);
    }

    @Test
    void halvesOnceForAllRequestsThatWereUnderWayTogether() throws InterruptedException {
        for (int i = 0; i < 8; i++) {
            limit.acquire();
        }
        for (int i = 0; i < 8; i++) {
            limit.release(0, QUICK.toNanos() + i, AdaptiveLimit.Answer.TOO_MUCH);
        }

        assertThat(limit.current()).isEqualTo(AdaptiveLimit.START / 2);
    }

    @Test
    void halvesWhenAnswersGetManyTimesSlowerThanLately() throws InterruptedException {
        answers(3, QUICK, AdaptiveLimit.Answer.DONE);
        answers(1, SLOW, AdaptiveLimit.Answer.DONE);

        assertThat(limit.current()).isEqualTo(AdaptiveLimit.START / 2);
    }

    @Test
    void aMemberThatHasBeenSlowForLongIsNotCutForever() throws InterruptedException {
        answers(3, QUICK, AdaptiveLimit.Answer.DONE);
        answers(1000, SLOW, AdaptiveLimit.Answer.DONE);

        assertThat(limit.current()).isGreaterThan(AdaptiveLimit.START);
    }

    @Test
    void aConnectionRefusedAtOnceIsNoSignOfAQuickServer() throws InterruptedException {
        answers(3, Duration.ofNanos(1), AdaptiveLimit.Answer.FAILED);
        answers(3, SLOW, AdaptiveLimit.Answer.DONE);

        assertThat(limit.current()).isEqualTo(AdaptiveLimit.START);
    }
}
