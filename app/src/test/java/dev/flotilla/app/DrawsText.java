package dev.flotilla.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.flotilla.app.ui.NativeText;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Tests of what is drawn. Where the system lacks what text is drawn with they are skipped and say so; where `CI=true` they run, so
/// that nobody takes an empty run for a green one.
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DrawsText.Condition.class)
public @interface DrawsText {
    /// Looks once for all tests.
    final class Condition implements ExecutionCondition {
        private static final String LACKING = "no Pango and FreeType, which JavaFX draws text with: apt install libgtk-3-0";
        private static final boolean POSSIBLE = "true".equals(System.getenv("CI")) || NativeText.isThere();

        static {
            if (!POSSIBLE) System.err.println("SKIPPED: all tests of the window: " + LACKING);
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return POSSIBLE
                    ? ConditionEvaluationResult.enabled("text can be drawn")
                    : ConditionEvaluationResult.disabled(LACKING);
        }
    }
}
