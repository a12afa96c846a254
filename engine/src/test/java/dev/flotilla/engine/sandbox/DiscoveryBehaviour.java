package dev.flotilla.engine.sandbox;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a server says of itself: versions, resources, schemas, rights.
abstract class DiscoveryBehaviour extends ServerBehaviour {
    @Test
    void namesGroupsVersionsAndResources() {
        assertThat(api.get("/version").expect(200).textAt("gitVersion")).startsWith("v1.");
        assertThat(api.get("/readyz").expect(200).textAt("text")).isEqualTo("ok");
        assertThat(api.get("/api").expect(200).listAt("versions").texts()).containsExactly("v1");
        var groups = api.get("/apis").expect(200).listAt("groups").maps().stream().map(group -> group.textAt("name"))
                .toList();
        assertThat(groups).contains("apps", "batch", "networking.k8s.io", "rbac.authorization.k8s.io",
                "apiextensions.k8s.io");
        assertThat(api.get("/apis/apps").expect(200).textAt("preferredVersion", "groupVersion")).isEqualTo("apps/v1");
    }

    @Test
    void tellsHowAResourceIsCalledAndWhatItCan() {
        var resources = api.get("/apis/apps/v1").expect(200).listAt("resources").maps();
        var deployments = resources.stream().filter(one -> "deployments".equals(one.textAt("name"))).findFirst()
                .orElseThrow();

        assertThat(deployments.textAt("kind")).isEqualTo("Deployment");
        assertThat(deployments.isTrueAt("namespaced")).isTrue();
        assertThat(deployments.listAt("shortNames").texts()).containsExactly("deploy");
        assertThat(deployments.listAt("verbs").texts()).containsExactlyInAnyOrder("create", "delete", "deletecollection",
                "get", "list",
                "patch", "update", "watch");
        assertThat(resources.stream().map(one -> one.textAt("name"))).contains("deployments/status", "deployments/scale");
    }

    @Test
    void describesTypesWithTheirMergeKeys() {
        var definitions = api.get("/openapi/v2").expect(200).mapAt("definitions");
        var containers = definitions.mapAt("io.k8s.api.core.v1.PodSpec", "properties", "containers");

        assertThat(containers.textAt("x-kubernetes-patch-merge-key")).isEqualTo("name");
        assertThat(definitions.has("io.k8s.api.apps.v1.DeploymentSpec")).isTrue();
    }

    @Test
    void unknownPathsAreNotFound() {
        assertThat(api.get("/apis/nobody.example.com/v1/things").status()).isEqualTo(404);
        assertThat(api.get("/apis/nobody.example.com/v1").status()).isEqualTo(404);
    }

    @Test
    void everythingIsAllowed() {
        var review = api.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """
                {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview",
                 "spec":{"resourceAttributes":{"verb":"create","resource":"pods","namespace":"default"}}}""").expect(201);
        assertThat(review.isTrueAt("status", "allowed")).isTrue();
    }
}
