package dev.flotilla.engine.diagnostics;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/// Quick fixes that are worked out when somebody first asks: a command that only plans never does, and what a fix changes is found
/// by reading its document again. Safe on any thread; two that ask at once may both work it out, to the same end.
final class DeferredFixes extends AbstractList<QuickFix> {
    private volatile @Nullable Supplier<List<QuickFix>> work;
    private volatile List<QuickFix> fixes = List.of();

    DeferredFixes(Supplier<List<QuickFix>> work) {
        this.work = work;
    }

    private List<QuickFix> fixes() {
        Supplier<List<QuickFix>> pending = work;
        if (pending != null) {
            fixes = List.copyOf(pending.get());
            work = null;
        }
        return fixes;
    }

    @Override
    public QuickFix get(int index) {
        return fixes().get(index);
    }

    @Override
    public int size() {
        return fixes().size();
    }
}
