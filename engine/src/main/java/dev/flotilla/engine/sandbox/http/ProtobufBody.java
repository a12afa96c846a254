package dev.flotilla.engine.sandbox.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Bodies in protobuf, for the kinds that kubectl itself builds (`create namespace`, `auth can-i`, …); what is applied or
/// created from a file comes as JSON. A kind or a field that is not in the table is refused, never dropped.
///
/// Field numbers: kubernetes `staging/src/k8s.io/api/*/v1/generated.proto`.
final class ProtobufBody {
    /// NUMBER NAME TYPE: `s` text, `i` number (0 is absent), `p` number, `b` truth, `q` quantity, `x` number or text, `t` time,
    /// `B` bytes, `-` what a client cannot set, `@T` a message, `+T` one whose fields are the outer one's; `*` a list, `%` a map by text.
    /// Where versions differ, a kind stands with its apiVersion.
    private static final String TABLE = """
            ObjectMeta 1 name s 2 generateName s 3 namespace s 4 selfLink s 5 uid s 6 resourceVersion s 7 generation i 8 creationTimestamp t 9 deletionTimestamp t 10 deletionGracePeriodSeconds p 11 labels %s 12 annotations %s 13 ownerReferences *@OwnerReference 14 finalizers *s
            OwnerReference 1 kind s 3 name s 4 uid s 5 apiVersion s 6 controller b 7 blockOwnerDeletion b
            LabelSelector 1 matchLabels %s 2 matchExpressions *@Requirement
            Requirement 1 key s 2 operator s 3 values *s
            Namespace 1 metadata @ObjectMeta 2 spec @NamespaceSpec 3 status @NamespaceStatus
            NamespaceSpec 1 finalizers *s
            NamespaceStatus 1 phase s
            ConfigMap 1 metadata @ObjectMeta 2 data %s 3 binaryData %B 4 immutable b
            Secret 1 metadata @ObjectMeta 2 data %B 3 type s 4 stringData %s 5 immutable b
            ServiceAccount 1 metadata @ObjectMeta 4 automountServiceAccountToken b
            Service 1 metadata @ObjectMeta 2 spec @ServiceSpec 3 status @ServiceStatus
            ServiceSpec 1 ports *@ServicePort 2 selector %s 3 clusterIP s 4 type s 5 externalIPs *s 7 sessionAffinity s 8 loadBalancerIP s 10 externalName s 11 externalTrafficPolicy s 12 healthCheckNodePort i 13 publishNotReadyAddresses b
            ServicePort 1 name s 2 protocol s 3 port i 4 targetPort x 5 nodePort i 6 appProtocol s
            ServiceStatus 1 loadBalancer @Nothing
            Nothing
            PodTemplateSpec 1 metadata @ObjectMeta 2 spec @PodSpec
            PodSpec 2 containers *@Container 3 restartPolicy s 4 terminationGracePeriodSeconds p 5 activeDeadlineSeconds p 6 dnsPolicy s 7 nodeSelector %s 8 serviceAccountName s 9 serviceAccount s 10 nodeName s 11 hostNetwork b 12 hostPID b 13 hostIPC b 14 securityContext @Nothing 16 hostname s 17 subdomain s 19 schedulerName s 24 priorityClassName s
            Container 1 name s 2 image s 3 command *s 4 args *s 5 workingDir s 6 ports *@ContainerPort 7 env *@EnvVar 8 resources @Resources 13 terminationMessagePath s 14 imagePullPolicy s 16 stdin b 17 stdinOnce b 18 tty b 20 terminationMessagePolicy s
            ContainerPort 1 name s 2 hostPort i 3 containerPort i 4 protocol s 5 hostIP s
            EnvVar 1 name s 2 value s
            Resources 1 limits %q 2 requests %q
            Deployment 1 metadata @ObjectMeta 2 spec @DeploymentSpec 3 status -
            DeploymentSpec 1 replicas p 2 selector @LabelSelector 3 template @PodTemplateSpec 4 strategy @DeploymentStrategy 5 minReadySeconds i 6 revisionHistoryLimit p 7 paused b 9 progressDeadlineSeconds p
            DeploymentStrategy 1 type s 2 rollingUpdate @RollingUpdate
            RollingUpdate 1 maxUnavailable x 2 maxSurge x
            Job 1 metadata @ObjectMeta 2 spec @JobSpec 3 status -
            JobSpec 1 parallelism p 2 completions p 3 activeDeadlineSeconds p 4 selector @LabelSelector 5 manualSelector b 6 template @PodTemplateSpec 7 backoffLimit p 8 ttlSecondsAfterFinished p
            CronJob 1 metadata @ObjectMeta 2 spec @CronJobSpec 3 status -
            CronJobSpec 1 schedule s 2 startingDeadlineSeconds p 3 concurrencyPolicy s 4 suspend b 5 jobTemplate @JobTemplateSpec 6 successfulJobsHistoryLimit p 7 failedJobsHistoryLimit p
            JobTemplateSpec 1 metadata @ObjectMeta 2 spec @JobSpec
            Role 1 metadata @ObjectMeta 2 rules *@PolicyRule
            ClusterRole 1 metadata @ObjectMeta 2 rules *@PolicyRule
            PolicyRule 1 verbs *s 2 apiGroups *s 3 resources *s 4 resourceNames *s 5 nonResourceURLs *s
            RoleBinding 1 metadata @ObjectMeta 2 subjects *@Subject 3 roleRef @RoleRef
            ClusterRoleBinding 1 metadata @ObjectMeta 2 subjects *@Subject 3 roleRef @RoleRef
            Subject 1 kind s 2 apiGroup s 3 name s 4 namespace s
            RoleRef 1 apiGroup s 2 kind s 3 name s
            PodDisruptionBudget 1 metadata @ObjectMeta 2 spec @BudgetSpec 3 status -
            BudgetSpec 1 minAvailable x 2 selector @LabelSelector 3 maxUnavailable x
            HorizontalPodAutoscaler 1 metadata @ObjectMeta 2 spec @ScalerSpec 3 status -
            ScalerSpec 1 scaleTargetRef @ScaleTarget 2 minReplicas p 3 maxReplicas i 4 targetCPUUtilizationPercentage p
            ScaleTarget 1 kind s 2 name s 3 apiVersion s
            HorizontalPodAutoscaler@autoscaling/v2 1 metadata @ObjectMeta 2 spec @ScalerSpecV2 3 status -
            ScalerSpecV2 1 scaleTargetRef @ScaleTarget 2 minReplicas p 3 maxReplicas i 4 metrics *@Metric
            Metric 1 type s 4 resource @ResourceMetric
            ResourceMetric 1 name s 2 target @MetricTarget
            MetricTarget 1 type s 2 value q 3 averageValue q 4 averageUtilization p
            Ingress 1 metadata @ObjectMeta 2 spec @IngressSpec 3 status -
            IngressSpec 1 defaultBackend @IngressBackend 2 tls *@IngressTls 3 rules *@IngressRule 4 ingressClassName s
            IngressTls 1 hosts *s 2 secretName s
            IngressRule 1 host s 2 - +IngressRuleValue
            IngressRuleValue 1 http @HttpPaths
            HttpPaths 1 paths *@HttpPath
            HttpPath 1 path s 2 backend @IngressBackend 3 pathType s
            IngressBackend 4 service @IngressService
            IngressService 1 name s 2 port @IngressPort
            IngressPort 1 name s 2 number i
            PriorityClass 1 metadata @ObjectMeta 2 value p 3 globalDefault b 4 description s 5 preemptionPolicy s
            ResourceQuota 1 metadata @ObjectMeta 2 spec @QuotaSpec 3 status -
            QuotaSpec 1 hard %q 2 scopes *s
            SelfSubjectAccessReview 1 metadata @ObjectMeta 2 spec @AccessSpec 3 status @AccessStatus
            AccessSpec 1 resourceAttributes @ResourceAttributes 2 nonResourceAttributes @NonResourceAttributes
            ResourceAttributes 1 namespace s 2 verb s 3 group s 4 version s 5 resource s 6 subresource s 7 name s
            NonResourceAttributes 1 path s 2 verb s
            AccessStatus 1 allowed b 2 reason s 3 evaluationError s 4 denied b
            SelfSubjectRulesReview 1 metadata @ObjectMeta 2 spec @RulesSpec 3 status @RulesStatus
            RulesSpec 1 namespace s
            RulesStatus 3 incomplete b 4 evaluationError s
            TokenRequest 1 metadata @ObjectMeta 2 spec @TokenSpec 3 status @TokenStatus
            TokenSpec 1 audiences *s 4 expirationSeconds p
            TokenStatus 1 token s 2 expirationTimestamp t
            DeleteOptions 1 gracePeriodSeconds p 2 preconditions @Preconditions 3 orphanDependents b 4 propagationPolicy s 5 dryRun *s
            Preconditions 1 uid s 2 resourceVersion s
            """;
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private record Field(String name, char shape, String type) {}

    private static final class Shared {
        private static final Map<String, Map<Integer, Field>> TYPES = parse();
    }

    private ProtobufBody() {}

    private static Map<String, Map<Integer, Field>> parse() {
        var types = new HashMap<String, Map<Integer, Field>>();
        for (String line : TABLE.lines().toList()) {
            String[] words = line.split(" ");
            var fields = new HashMap<Integer, Field>();
            for (int i = 1; i + 2 < words.length; i += 3) {
                char shape = words[i + 2].charAt(0);
                boolean many = shape == '*' || shape == '%' || shape == '+';
                fields.put(Integer.parseInt(words[i]),
                        new Field(words[i + 1], many ? shape : ' ', many
                                ? words[i + 2].substring(1)
                                : words[i + 2]));
            }
            types.put(words[0], fields);
        }
        return types;
    }

    /// @throws ApiError 415 for a kind that is not known here
    static MapValue decode(byte[] body) {
        if (body.length < 4 || !Arrays.equals(body, 0, 4, MAGIC, 0, 4)) throw unsupported();
        String apiVersion = "";
        String kind = "";
        byte[] raw = {};
        for (Part part : parts(Arrays.copyOfRange(body, 4, body.length))) {
            if (part.number == 1) {
                for (Part meta : parts(part.bytes)) {
                    if (meta.number == 1) apiVersion = text(meta);
                    if (meta.number == 2) kind = text(meta);
                }
            }
            if (part.number == 2) raw = part.bytes;
        }
        String type = Shared.TYPES.containsKey(kind + "@" + apiVersion) ? kind + "@" + apiVersion : kind;
        if (!Shared.TYPES.containsKey(type)) throw unsupported();
        MapValue object = MapValue.builder().put("apiVersion", apiVersion).put("kind", kind).build();
        for (var entry : message(raw, type)) {
            object = object.with(entry.getKey(), entry.getValue());
        }
        return object;
    }

    private static ApiError unsupported() {
        return ApiError.unsupportedMediaType("application/json, application/yaml");
    }

    /// @param number of the field
    /// @param value  of a varint
    /// @param bytes  of everything that has a length
    private record Part(int number, long value, byte[] bytes) {}

    private static List<Part> parts(byte[] message) {
        var parts = new ArrayList<Part>();
        var in = ByteBuffer.wrap(message);
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case 0 -> parts.add(new Part(number, varint(in), new byte[0]));
                case 2 -> {
                    long length = varint(in);
                    if (length < 0 || length > in.remaining()) throw ApiError.badRequest("proto: unexpected EOF");
                    var bytes = new byte[(int) length];
                    in.get(bytes);
                    parts.add(new Part(number, 0, bytes));
                }
                default -> throw unsupported();
            }
        }
        return parts;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64 && in.hasRemaining(); shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) return value;
        }
        throw ApiError.badRequest("proto: unexpected EOF");
    }

    private static String text(Part part) {
        return new String(part.bytes, StandardCharsets.UTF_8);
    }

    private static MapValue message(byte[] bytes, String type) {
        Map<Integer, Field> fields = Shared.TYPES.get(type);
        if (fields == null) throw unsupported();
        MapValue object = MapValue.EMPTY;
        for (Part part : parts(bytes)) {
            Field field = fields.get(part.number);
            if (field == null)
                throw ApiError.badRequest("proto: field " + part.number + " of " + type + " is not known to a sandbox");
            object = switch (field.shape) {
                case '*' -> {
                    Value item = value(part, field.type);
                    Value empty = field.type.equals("s") ? Value.text("") : MapValue.EMPTY;
                    yield object.with(field.name, object.listAt(field.name).appended(item == null ? empty : item));
                }
                case '%' -> object.with(field.name, entry(object.mapAt(field.name), part, field.type));
                case '+' -> merged(object, message(part.bytes, field.type));
                default -> {
                    Value one = value(part, field.type);
                    yield one == null ? object : object.with(field.name, one);
                }
            };
        }
        return object;
    }

    private static MapValue merged(MapValue object, MapValue inner) {
        MapValue all = object;
        for (var entry : inner) {
            all = all.with(entry.getKey(), entry.getValue());
        }
        return all;
    }

    private static MapValue entry(MapValue map, Part part, String type) {
        String key = "";
        Value value = Value.text("");
        for (Part half : parts(part.bytes)) {
            if (half.number == 1) key = text(half);
            Value read = half.number == 2 ? type.equals("s") ? Value.text(text(half)) : value(half, type) : null;
            if (read != null) value = read;
        }
        return map.with(key, value);
    }

    /// `null` for what is absent in JSON: empty text, zero, `false`, an empty message.
    private static @Nullable Value value(Part part, String type) {
        return switch (type.charAt(0)) {
            case 's' -> part.bytes.length == 0 ? null : Value.text(text(part));
            case 'i' -> part.value == 0 ? null : Value.number(part.value);
            case 'p' -> Value.number(part.value);
            case '-' -> null;
            case 'b' -> part.value == 0 ? null : Value.TRUE;
            case 'B' -> Value.text(Base64.getEncoder().encodeToString(part.bytes));
            case 'q' -> parts(part.bytes).stream().filter(one -> one.number == 1).<Value>map(one -> Value.text(text(one)))
                    .findFirst().orElse(
                            null);
            case 't' ->
                parts(part.bytes).stream().filter(one -> one.number == 1 && one.value > 0).<Value>map(one -> Value.text(Instant
                        .ofEpochSecond(one.value).toString())).findFirst().orElse(null);
            case 'x' -> intOrString(part.bytes);
            default -> {
                MapValue message = message(part.bytes, type.substring(1));
                if (message.isEmpty()) yield null;
                yield message;
            }
        };
    }

    private static Value intOrString(byte[] bytes) {
        long kind = 0;
        long number = 0;
        String text = "";
        for (Part part : parts(bytes)) {
            if (part.number == 1) kind = part.value;
            if (part.number == 2) number = part.value;
            if (part.number == 3) text = text(part);
        }
        return kind == 0 ? Value.number(number) : Value.text(text);
    }
}
