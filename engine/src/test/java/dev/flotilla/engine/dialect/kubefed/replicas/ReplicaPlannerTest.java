package dev.flotilla.engine.dialect.kubefed.replicas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Answer;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Question;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The planner's answers one by one, in the order of what decides them: ties, what runs, capacity, limits, and preferences that
/// contradict themselves. Most are cases of kubefed `pkg/controller/util/planner/planner_test.go`.
class ReplicaPlannerTest {
    private static final Pattern PREFERENCE = Pattern.compile("([^ ]+?):(-?\\d+)(?:\\[(-?\\d+),(-?\\d*)\\])?");

    private static Map<String, ClusterPreference> preferences(String written) {
        var preferences = new LinkedHashMap<String, ClusterPreference>();
        Matcher each = PREFERENCE.matcher(written);
        while (each.find()) {
            long min = each.group(3) == null ? 0 : Long.parseLong(each.group(3));
            boolean unbounded = each.group(4) == null || each.group(4).isEmpty();
            preferences.put(each.group(1), new ClusterPreference(Long.parseLong(each.group(2)), min,
                    unbounded ? null : Long.valueOf(each.group(4))));
        }
        return preferences;
    }

    private static Map<String, Long> numbers(@Nullable String written) {
        var numbers = new TreeMap<String, Long>();
        if (written == null) return numbers;
        for (String each : written.split(" ")) {
            int equals = each.indexOf('=');
            numbers.put(each.substring(0, equals), Long.valueOf(each.substring(equals + 1)));
        }
        return numbers;
    }

    private static String written(Map<String, Long> numbers) {
        return numbers.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining(" "));
    }

    /// Preferences are `NAME:WEIGHT[MIN,MAX]`.
    @ParameterizedTest(name = "{0} of {1} over {2}, running {3}, room {4}, rebalance {5}, key {6}")
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '"', textBlock = """
            # preferences         | total | clusters | current   | capacity | rebalance | key | plan                 | overflow
            # every share is rounded up, in the order of a hash
            *:1                   | 50    | A B C    | -         | -        | false     | "" | A=16 B=17 C=17        | ""
            *:1                   | 50    | A B      | -         | -        | false     | "" | A=25 B=25             | ""
            *:1                   | 1     | A B      | -         | -        | false     | "" | A=0 B=1               | ""
            *:1                   | 1     | A B C D  | -         | -        | false     | "" | A=0 B=0 C=0 D=1       | ""
            *:1                   | 4     | A B C    | -         | -        | false     | "" | A=0 B=2 C=2           | ""
            *:1                   | 10    | A B C    | -         | -        | false     | ns1/web | A=4 B=2 C=4      | ""
            A:2 B:3 C:5           | 11    | A B C    | -         | -        | false     | "" | A=1 B=4 C=6           | ""
            A:1 B:2               | 60    | A B C    | -         | -        | false     | "" | A=20 B=40 C=0         | ""
            *:1 C:1[0,20]         | 50    | A B C    | -         | -        | false     | "" | A=16 B=17 C=17        | ""
            *:1 C:1[0,20]         | 50    | A B C    | -         | -        | false     | test-ns/test-deployment | A=17 B=17 C=16 | ""
            *:1 C:1[0,20]         | 50    | A C      | -         | -        | false     | "" | A=30 C=20             | ""
            *:1 C:1[0,20]         | 50    | C        | -         | -        | false     | "" | C=20                  | ""
            # what runs stays where it is, unless everything is rebalanced
            *:1                   | 50    | A B C    | C=30      | -        | false     | "" | A=10 B=10 C=30        | ""
            *:1                   | 50    | A B      | A=30      | -        | false     | "" | A=30 B=20             | ""
            *:1                   | 15    | A B      | A=0 B=8   | -        | false     | "" | A=7 B=8               | ""
            *:1                   | 15    | A B      | A=1 B=8   | -        | false     | "" | A=7 B=8               | ""
            *:1                   | 15    | A B      | A=4 B=8   | -        | false     | "" | A=7 B=8               | ""
            *:1                   | 15    | A B      | A=5 B=8   | -        | false     | "" | A=7 B=8               | ""
            *:1                   | 15    | A B      | A=6 B=8   | -        | false     | "" | A=7 B=8               | ""
            *:1                   | 15    | A B      | A=7 B=8   | -        | false     | "" | A=7 B=8               | ""
            *:1                   | 50    | A B      | A=10 B=70 | -        | false     | "" | A=0 B=50              | ""
            *:1                   | 1     | A B      | A=30      | -        | false     | "" | A=1 B=0               | ""
            *:1                   | 50    | A B      | A=10 B=20 | -        | false     | "" | A=25 B=25             | ""
            A:0 B:1               | 4     | A B      | A=3       | -        | false     | "" | A=3 B=1               | ""
            *:1                   | 6     | A B      | A=2 Z=90  | -        | false     | "" | A=3 B=3               | ""
            # a cluster without room, and what is asked of it in addition
            *:1                   | 50    | A B C    | -         | C=10     | true      | "" | A=20 B=20 C=10        | C=7
            A:10000 B:1           | 50    | B C      | -         | B=10     | true      | "" | B=10 C=0              | B=40
            A:1 B:2               | 60    | A B C    | -         | B=10     | true      | "" | A=50 B=10 C=0         | B=30
            A:10000[0,10] B:1 C:1[0,21] D:1[0,10] | 71 | A B C D | - | C=10 | true     | "" | A=10 B=41 C=10 D=10   | C=11
            A:1 B:1               | 60    | A B C    | -         | A=10 B=10 | false    | "" | A=10 B=10 C=0         | A=20 B=20
            A:1 B:5               | 60    | A B C    | -         | B=10     | false     | "" | A=50 B=10 C=0         | ""
            *:0[20,]              | 50    | A B C    | -         | B=10     | false     | "" | A=20 B=10 C=20        | ""
            *:1[20,]              | 60    | A B      | -         | B=10     | true      | "" | A=50 B=10             | B=15
            *:1                   | 6     | A B      | A=1 B=2   | A=1 B=2  | false     | "" | A=1 B=2               | A=1 B=3
            *:1                   | 6     | A B      | -         | A=1      | true      | "" | A=1 B=5               | A=2
            *:1                   | 4     | A B      | A=0 B=2   | A=-1     | true      | "" | A=-1 B=5              | A=2
            *:1                   | 4     | A B      | -         | A=0 B=0  | true      | "" | A=0 B=0               | A=2 B=2
            *:1                   | 6     | A B      | -         | Z=0      | true      | "" | A=3 B=3               | ""
            cluster1:1[1,1] cluster2:10[1,5] | 6 | cluster1 cluster2 | - | cluster2=4 | true | fhpa/nginx-onrfd | cluster1=1 cluster2=4 | cluster2=1
            # least and most
            *:0[2,]               | 50    | A B C    | -         | -        | false     | "" | A=2 B=2 C=2           | ""
            *:0[20,]              | 50    | A B C    | -         | -        | false     | "" | A=10 B=20 C=20        | ""
            *:0[20,] A:1[100,]    | 50    | A B C    | -         | -        | false     | "" | A=50 B=0 C=0          | ""
            *:1[10,12]            | 50    | A B C    | -         | -        | false     | "" | A=12 B=12 C=12        | ""
            *:1[0,2]              | 50    | A B C    | -         | -        | false     | "" | A=2 B=2 C=2           | ""
            A:10000[0,10] B:1 C:1 | 50    | A B C    | -         | -        | false     | "" | A=10 B=20 C=20        | ""
            A:10000[0,10] B:1 C:1[0,10] | 50 | A B C | -         | -        | false     | "" | A=10 B=30 C=10        | ""
            A:10000[0,10] B:1 C:1[0,21] D:1[0,10] E:1 | 91 | A B C D E | - | - | false  | "" | A=10 B=25 C=21 D=10 E=25 | ""
            cluster1:2[2,6] cluster2:3[4,8] | 10 | cluster1 cluster2 | - | - | true     | test-namespace/test-deployment | cluster1=3 cluster2=7 | ""
            cluster1:2 cluster2:3 | 10    | cluster1 cluster2 | - | - | false     | test-namespace/test-deployment | cluster1=4 cluster2=6 | ""
            A:1[4,6] B:2[4,8]     | 9     | A B C    | -         | -        | false     | test-ns/test-deployment | A=4 B=5 C=0 | ""
            # what contradicts itself
            A:1[5,3]              | 10    | A        | -         | -        | false     | "" | A=3                   | ""
            A:1[5,3]              | 5     | A        | -         | -        | false     | "" | A=5                   | ""
            A:0[5,3]              | 10    | A        | -         | -        | false     | "" | A=5                   | ""
            A:0 B:0               | 5     | A B      | -         | -        | false     | "" | A=0 B=0               | ""
            *:1                   | -3    | A B      | -         | -        | false     | "" | A=0 B=-3              | ""
            *:1                   | 0     | A B      | A=3 B=1   | -        | false     | "" | A=0 B=0               | ""
            Z:1                   | 5     | A B      | -         | -        | false     | "" | A=0 B=0               | ""
            A:9223372036854775807 B:1 | 1 | A B      | -         | -        | false     | "" | A=0 B=0               | ""
            """)
    void plansAsKubeFed(String preferences, long total, String clusters, @Nullable String current, @Nullable String capacity,
            boolean rebalance, String key, String plan, String overflow) {
        Answer answer = ReplicaPlanner.plan(new Question(List.of(clusters.split(" ")), preferences(preferences), total, rebalance,
                numbers(current), numbers(capacity), key));

        assertThat(written(answer.plan())).isEqualTo(plan);
        assertThat(written(answer.overflow())).isEqualTo(overflow);
    }

    /// nginx in namespace ddcloud, on the three workers that KubeFed's walk-throughs have.
    @ParameterizedTest(name = "{0} of {1} over {2}, running {3}, rebalance {4}: {5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            *:1           | 1  | 1 2 3 | -         | false | 1=1 2=0 3=0
            *:1           | 2  | 1 2 3 | -         | false | 1=1 2=0 3=1
            *:1           | 4  | 1 2 3 | -         | false | 1=2 2=0 3=2
            *:1           | 5  | 1 2 3 | -         | false | 1=2 2=1 3=2
            *:1           | 7  | 1 2 3 | -         | false | 1=3 2=1 3=3
            *:1           | 10 | 1 2 3 | -         | false | 1=4 2=2 3=4
            *:1           | 11 | 1 2 3 | -         | false | 1=4 2=3 3=4
            *:1           | 2  | 1 2   | -         | false | 1=1 2=1
            *:1           | 2  | 1 2   | 1=2 2=1   | false | 1=2 2=0
            *:1           | 2  | 1 2   | 1=2 2=1   | true  | 1=1 2=1
            2:2           | 3  | 1 2   | -         | false | 1=0 2=3
            1:1 2:2       | 3  | 1 2   | -         | false | 1=1 2=2
            1:1 2:2       | 3  | 1 2   | 1=2 2=1   | false | 1=2 2=1
            1:1 2:2       | 3  | 1 2   | 1=2 2=1   | true  | 1=1 2=2
            2:2[0,2]      | 3  | 1 2   | -         | false | 1=0 2=2
            *:1 1:0       | 4  | 1 2 3 | -         | false | 1=0 2=2 3=2
            *:1[4,]       | 10 | 1 2 3 | -         | false | 1=4 2=2 3=4
            *:1           | 5  | 1 2 3 | 1=3 2=3 3=3 | false | 1=3 2=0 3=2
            *:1           | 5  | 1 2 3 | 1=3 2=3 3=3 | true | 1=2 2=1 3=2
            *:1           | 9  | 1 2 3 | 1=5 2=4   | false | 1=5 2=4 3=0
            *:1           | 9  | 1 2 3 | 1=5 2=4   | true  | 1=3 2=3 3=3
            *:1           | 0  | 1 2   | 1=3 2=1   | false | 1=0 2=0
            """)
    void plansTheWalkThrough(String preferences, long total, String clusters, @Nullable String current, boolean rebalance,
            String plan) {
        var wanted = new LinkedHashMap<String, ClusterPreference>();
        preferences(preferences).forEach((name, each) -> wanted.put(name.equals("*") ? name : "fed-worker0" + name, each));
        var runs = new TreeMap<String, Long>();
        numbers(current).forEach((name, each) -> runs.put("fed-worker0" + name, each));
        List<String> workers = List.of(clusters.split(" ")).stream().map(name -> "fed-worker0" + name).toList();

        Answer answer = ReplicaPlanner.plan(new Question(workers, wanted, total, rebalance, runs, Map.of(), "ddcloud/fed-nginx"));

        assertThat(written(answer.plan()).replace("fed-worker0", "")).isEqualTo(plan);
    }

    /// Published vectors of FNV-1, 32 bits, and what decides among those workers.
    @ParameterizedTest(name = "{0} has hash {1}")
    @CsvSource(textBlock = """
            '',                            811c9dc5
            a,                             050c5d7e
            foobar,                        31f0b262
            A,                             050c5d5e
            D,                             050c5d5b
            fed-worker01ddcloud/fed-nginx, 6d17da40
            fed-worker02ddcloud/fed-nginx, baf1dd41
            fed-worker03ddcloud/fed-nginx, 6e29b652
            """)
    void hashesAsFnv1(String text, String hash) {
        assertThat("%08x".formatted(Fnv1.hash(text))).isEqualTo(hash);
    }

    /// Two names with one hash: KubeFed's answer is chance, and both are known.
    @Test
    void twoNamesWithOneHashAreTold() {
        String[] pair = collision();
        var question = new Question(List.of(pair), Map.of("*", new ClusterPreference(1, 0, null)), 1, false, Map.of(), Map.of(),
                "shop/web");

        Answer one = ReplicaPlanner.plan(question);
        Answer other = ReplicaPlanner.planWithTiesReversed(question);

        assertThat(one.tied()).containsExactlyInAnyOrder(pair);
        assertThat(one.plan()).isNotEqualTo(other.plan());
        assertThat(one.plan().get(pair[0])).isEqualTo(other.plan().get(pair[1]));
    }

    private static String[] collision() {
        var seen = new LinkedHashMap<Integer, String>();
        for (int i = 0;; i++) {
            String name = "member" + i;
            String other = seen.putIfAbsent(Fnv1.hash(name + "shop/web"), name);
            if (other != null) return new String[]{other, name};
        }
    }
}
