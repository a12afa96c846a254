package dev.flotilla.engine.sync;

import java.util.function.Consumer;

/// One push. Execute it once; steer it from any other thread.
public interface SyncRun {
    /// Sorts by time; names the run in history.
    String id();

    /// Pushes, and returns when every member is done, given up or cancelled. Interrupting the calling thread cancels.
    ///
    /// @param events receives what happens, from many threads but never from two at a time
    RunRecord execute(Consumer<SyncEvent> events);

    /// Begins nothing new until [#resume]; what is under way ends.
    void pause();

    void resume();

    /// Ends the run within a second: requests under way are broken off, what was not begun is skipped.
    void cancel();

    /// Tries a member that is waiting between two tries, or was given up, again at once.
    void retryNow(String cluster);
}
