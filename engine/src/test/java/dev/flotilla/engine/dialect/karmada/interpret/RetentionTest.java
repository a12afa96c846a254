package dev.flotilla.engine.dialect.karmada.interpret;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What an object in a member keeps on an update.
class RetentionTest {
    @Test
    void aServiceAccountsSecretsAreJoinedAsTheyAreWritten() {
        Manifest desired = account("""
                "secrets":[{"name":"own","note":"kept"}],"imagePullSecrets":[]""");
        Manifest live = account("""
                "secrets":[{"name":"token"},{"name":"own"},{"name":"token","kind":"Secret"}]""");

        Manifest sent = Interpreter.builtIn().retain(desired, live).known().orElseThrow();

        assertThat(sent.at("secrets")).isEqualTo(Json.read("""
                [{"name":"own","note":"kept"},{"name":"token"}]"""));
        assertThat(sent.at("imagePullSecrets")).isEqualTo(Value.NULL);
    }

    @Test
    void aServiceAccountWithASecretThatHasNoNameCannotBeUpdated() {
        Interpreted<Manifest> answer = Interpreter.builtIn().retain(account("\"secrets\":[{\"kind\":\"Secret\"}]"),
                account("\"secrets\":[]"));

        assertThat(answer).isInstanceOf(Interpreted.Failed.class);
    }

    private static Manifest account(String fields) {
        return new Manifest((MapValue) Json.read(
                "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"builder\"}," + fields + "}"));
    }
}
