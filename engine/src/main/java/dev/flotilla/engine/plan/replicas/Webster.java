package dev.flotilla.engine.plan.replicas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// Webster's method (Sainte-Laguë) for handing out seats by votes: each seat in turn goes to the party with the largest
/// `votes / (2 * seats held + 1)`; on a tie to the one with fewer seats, then by name, upwards or downwards.
///
/// Source: M. L. Balinski, H. P. Young, *Fair Representation*, 1982; karmada: pkg/util/helper/webstermethod.go, which computes
/// in doubles, as this does.
public final class Webster {
    private static final long MANY = 500;
    private static final double ROUNDING = 1e-12;

    private Webster() {}

    /// @param seats   how many to hand out, 0 or more
    /// @param votes   party to votes, each 0 or more
    /// @param upwards whether ties go to the first name; otherwise to the last
    /// @return the same parties to seats; adds up to `seats` unless there is no party
    public static SortedMap<String, Long> split(long seats, Map<String, Long> votes, boolean upwards) {
        return run(seats, votes, upwards, null).seats();
    }

    /// The same, with every round written down. Worth it for small numbers only.
    public static Protocol explain(long seats, Map<String, Long> votes, boolean upwards) {
        return run(seats, votes, upwards, new ArrayList<>());
    }

    /// @param seats  the outcome
    /// @param rounds one for each seat, in order; empty where nobody asked for them
    public record Protocol(SortedMap<String, Long> seats, List<Round> rounds) {}

    /// @param quotients party to `votes / (2 * seats + 1)` before the seat was given
    public record Round(Map<String, Double> quotients, String winner, boolean byName) {}

    /// Whether Karmada breaks ties upwards for a template with this UID: it does unless the UID's FNV-1a hash is odd.
    public static boolean upwards(String uid) {
        if (uid.isEmpty()) return true;
        int hash = 0x811c9dc5;
        for (byte b : uid.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        return (hash & 1) == 0;
    }

    private static final class Party {
        private final String name;
        private final double votes;
        private long seats;

        Party(String name, long votes) {
            this.name = name;
            this.votes = votes;
        }

        double quotient() {
            return votes / (2 * seats + 1);
        }
    }

    /// Gives every party the seats that it will have in the end in any case, so that a million seats need no million rounds:
    /// with `n` seats and `m` parties, a party with the share `v` of all votes ends with at least `v * (n - m / 2) - 1 / 2`.
    private static long giveSureSeats(long seats, List<Party> parties, PriorityQueue<Party> queue) {
        double votes = parties.stream().mapToDouble(party -> party.votes).sum();
        double spread = seats - parties.size() / 2.0;
        if (votes <= 0 || spread <= 0) return 0;
        long given = 0;
        queue.clear();
        for (Party party : parties) {
            double quota = party.votes / votes * spread;
            party.seats = Math.max(0, (long) Math.floor(quota - quota * ROUNDING) - 2);
            given += party.seats;
            queue.add(party);
        }
        return given;
    }

    private static Protocol run(long seats, Map<String, Long> votes, boolean upwards, @Nullable List<Round> rounds) {
        Comparator<Party> byName = Comparator.comparing(party -> party.name);
        Comparator<Party> fairly = Comparator.comparingDouble(Party::quotient).reversed().thenComparingLong(party -> party.seats);
        var queue = new PriorityQueue<Party>(fairly.thenComparing(upwards ? byName : byName.reversed()));
        votes.forEach((name, count) -> queue.add(new Party(name, count)));
        var parties = List.copyOf(queue);
        long sure = rounds == null && seats > MANY ? giveSureSeats(seats, parties, queue) : 0;
        for (long i = sure; i < seats && !queue.isEmpty(); i++) {
            Party winner = queue.remove();
            if (rounds != null) {
                Party next = queue.peek();
                var quotients = new TreeMap<String, Double>();
                parties.forEach(party -> quotients.put(party.name, party.quotient()));
                rounds.add(new Round(quotients, winner.name, next != null && fairly.compare(winner, next) == 0));
            }
            winner.seats++;
            queue.add(winner);
        }
        var result = new TreeMap<String, Long>();
        parties.forEach(party -> result.put(party.name, party.seats));
        return new Protocol(result, rounds == null ? List.of() : rounds);
    }
}
