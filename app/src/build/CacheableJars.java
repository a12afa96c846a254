import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// Rewrites class files so that the JVM's start-up cache (JEP 483) can keep what they need; they do the same as before.
///
/// Two things of a start are not kept by JDK 25: classes older than Java 6, as those of picocli, which have no stack maps; and the
/// code of a `switch` over types, which each process would spin anew at its first run. The first get the format of Java 8, the
/// second become a method that asks `instanceof` label by label, as [java.lang.runtime.SwitchBootstraps#typeSwitch] specifies.
///
/// The build runs it as `java CacheableJars.java DIST START...` on the jars in DIST/lib whose names have such a start; all others
/// only tell which class extends which.
final class CacheableJars {
    private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";

    public static void main(String[] arguments) throws IOException {
        Path dist = Path.of(arguments[0]);
        Files.createDirectories(dist.resolve("cache"));
        List<Path> jars = jars(dist.resolve("lib"));
        var urls = new ArrayList<URL>();
        for (Path jar : Stream.concat(jars.stream(), jars(dist.resolve("javafx")).stream()).toList()) {
            urls.add(jar.toUri().toURL());
        }
        try (var loader = new URLClassLoader(urls.toArray(URL[]::new))) {
            ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption
                    .of(ClassHierarchyResolver.ofResourceParsing(loader).orElse(ClassHierarchyResolver.defaultResolver())));
            for (int i = 1; i < arguments.length; i++) {
                String start = arguments[i];
                for (Path jar : jars) {
                    if (jar.getFileName().toString().startsWith(start)) rewrite(jar, format);
                }
            }
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static void rewrite(Path jar, ClassFile format) throws IOException {
        Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
        try (var in = new JarFile(jar.toFile());
                OutputStream file = Files.newOutputStream(rewritten);
                var out = new JarOutputStream(file)) {
            for (JarEntry entry : (Iterable<JarEntry>) in.stream()::iterator) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                var copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? rewritten(bytes, format) : bytes);
                out.closeEntry();
            }
        }
        Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] rewritten(byte[] bytes, ClassFile format) {
        ClassModel before = format.parse(bytes);
        if (before.majorVersion() < ClassFile.JAVA_6_VERSION) {
            ClassTransform renewed = ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
            return format.transformClass(before,
                    renewed.andThen(ClassTransform.endHandler(builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0))));
        }
        boolean switches = before.methods().stream().flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream()).anyMatch(CacheableJars::isTypeSwitch);
        return switches ? format.transformClass(before, new Switches(before)) : bytes;
    }

    private static boolean isTypeSwitch(Object element) {
        return element instanceof InvokeDynamicInstruction call
                && call.bootstrapMethod().owner().descriptorString().equals("L" + SWITCHES + ";")
                && call.bootstrapMethod().methodName().equals("typeSwitch")
                && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    /// Puts a method in the place of each `switch` over types.
    private static final class Switches implements ClassTransform {
        private final ClassModel in;
        private final Map<String, InvokeDynamicInstruction> methods = new LinkedHashMap<>();

        Switches(ClassModel in) {
            this.in = in;
        }

        @Override
        public void accept(ClassBuilder builder, ClassElement element) {
            if (!(element instanceof MethodModel method)) {
                builder.with(element);
                return;
            }
            builder.transformMethod(method, MethodTransform.transformingCode((code, instruction) -> {
                if (isTypeSwitch(instruction)) {
                    var call = (InvokeDynamicInstruction) instruction;
                    String name = "typeSwitch$" + methods.size();
                    methods.put(name, call);
                    code.invokestatic(in.thisClass().asSymbol(), name, call.typeSymbol(), in.flags().has(AccessFlag.INTERFACE));
                } else {
                    code.with(instruction);
                }
            }));
        }

        @Override
        public void atEnd(ClassBuilder builder) {
            methods.forEach((name, call) -> builder.withMethodBody(name, call.typeSymbol(),
                    ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC, code -> body(code, call.bootstrapArgs())));
        }

        /// `null` is -1, else the index of the first label at or behind the restart index that fits, else the number of labels.
        private static void body(CodeBuilder code, List<ConstantDesc> labels) {
            Label some = code.newLabel();
            code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
            for (int i = 0; i < labels.size(); i++) {
                Label next = code.newLabel();
                code.iload(1).loadConstant(i).if_icmpgt(next);
                code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
                code.loadConstant(i).ireturn().labelBinding(next);
            }
            code.loadConstant(labels.size()).ireturn();
        }
    }
}
