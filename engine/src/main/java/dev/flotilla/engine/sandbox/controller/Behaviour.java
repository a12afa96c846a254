package dev.flotilla.engine.sandbox.controller;

import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// How a pod's containers behave, as its template asks.
enum Behaviour {
    RUN, NEVER_READY, CRASH, IMAGE_PULL, SUCCEED, FAIL, HOLD;

    private static final String ANNOTATION = "sandbox.flotilla.dev/fail";
    /// What the pod runner of the real test clusters reads; honoured so that one test can run on both.
    private static final String RUNNER = "pod-runner/behavior";

    static Behaviour of(MapValue pod) {
        MapValue annotations = pod.mapAt("metadata", "annotations");
        Behaviour asked = named(annotations.textAt(ANNOTATION));
        if (asked == null) asked = named(annotations.textAt(RUNNER));
        if (asked != null) return asked;
        for (MapValue container : pod.listAt("spec", "containers").maps()) {
            String image = String.valueOf(container.textAt("image"));
            if (image.endsWith(":does-not-exist") || image.contains("/does-not-exist")) return IMAGE_PULL;
        }
        return "Always".equals(pod.textAt("spec", "restartPolicy")) ? RUN : SUCCEED;
    }

    private static @Nullable Behaviour named(@Nullable String text) {
        return switch (text) {
            case "image-pull", "image-error" -> IMAGE_PULL;
            case "crash" -> CRASH;
            case "never-ready" -> NEVER_READY;
            case "run" -> RUN;
            case "succeed" -> SUCCEED;
            case "fail" -> FAIL;
            case "hold" -> HOLD;
            case null, default -> null;
        };
    }

    /// Whether the containers of this pod end by themselves.
    static boolean ends(MapValue pod) {
        Behaviour behaviour = of(pod);
        boolean crashesForGood = behaviour == CRASH && !"Always".equals(pod.textAt("spec", "restartPolicy"));
        return behaviour == SUCCEED || behaviour == FAIL || crashesForGood;
    }
}
