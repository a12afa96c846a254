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
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
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
import java.util.zip.Deflater;
import javafx.css.Stylesheet;

/// Rewrites class files so that the JVM's start-up cache (JEP 483) can keep what they need; they do the same as before.
///
/// Three things of a start are not kept by JDK 25: classes older than Java 6, as those of picocli, which have no stack maps; and the
/// code of a `switch` over types and of a record's `equals` and `hashCode`, which each process would spin anew at its first run. The
/// first get the format of Java 8, the others become methods that do what [java.lang.runtime.SwitchBootstraps] and
/// [java.lang.runtime.ObjectMethods] specify.
///
/// Beside each style sheet goes its binary form, which JavaFX reads instead of the text where it finds one.
///
/// The build runs it as `java CacheableJars.java DIST START...` on the jars in DIST/lib whose names have such a start; all others
/// only tell which class extends which.
final class CacheableJars {
    private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";
    private static final String RECORDS = "java/lang/runtime/ObjectMethods";
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

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
                boolean code = entry.getName().endsWith(".class");
                // classes come from the cache; fonts, sentences and styles are read at each start
                out.setLevel(code ? Deflater.DEFAULT_COMPRESSION : Deflater.NO_COMPRESSION);
                var copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(code ? rewrittenOrKept(entry.getName(), bytes, format) : bytes);
                out.closeEntry();
                if (entry.getName().endsWith(".css")) addBinary(entry, bytes, out);
            }
        }
        Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void addBinary(JarEntry sheet, byte[] css, JarOutputStream out) throws IOException {
        Path text = Files.createTempFile("sheet", ".css");
        Path binary = Files.createTempFile("sheet", ".bss");
        try {
            Files.write(text, css);
            Stylesheet.convertToBinary(text.toFile(), binary.toFile());
            var entry = new JarEntry(sheet.getName().replaceFirst("css$", "bss"));
            entry.setTime(sheet.getTime());
            out.putNextEntry(entry);
            Files.copy(binary, out);
            out.closeEntry();
        } finally {
            Files.delete(text);
            Files.delete(binary);
        }
    }

    /// A class whose annotations name a place behind the end of its code, as the compiler writes some, starts uncached.
    private static byte[] rewrittenOrKept(String name, byte[] bytes, ClassFile format) {
        try {
            return rewritten(bytes, format);
        } catch (IllegalArgumentException e) {
            System.out.println("left as it is: " + name + ": " + e.getMessage());
            return bytes;
        }
    }

    private static byte[] rewritten(byte[] bytes, ClassFile format) {
        ClassModel before = format.parse(bytes);
        if (before.majorVersion() < ClassFile.JAVA_6_VERSION) {
            ClassTransform renewed = ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
            return format.transformClass(before,
                    renewed.andThen(ClassTransform.endHandler(builder -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0))));
        }
        boolean spun = before.methods().stream().flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream()).anyMatch(code -> isTypeSwitch(code) || isOfRecord(code));
        return spun ? format.transformClass(before, new SpunCode(before)) : bytes;
    }

    private static boolean isTypeSwitch(Object element) {
        return element instanceof InvokeDynamicInstruction call
                && call.bootstrapMethod().owner().descriptorString().equals("L" + SWITCHES + ";")
                && call.bootstrapArgs().stream().allMatch(argument -> Case.of(argument, call) != null);
    }

    /// A label of a `switch`: a type, or one constant of an enum.
    private record Case(ClassDesc type, String constant) {
        /// `null` for what is neither, such as a text.
        static Case of(ConstantDesc label, InvokeDynamicInstruction call) {
            boolean overEnum = call.bootstrapMethod().methodName().equals("enumSwitch");
            return switch (label) {
                case ClassDesc type -> new Case(type, null);
                case String constant when overEnum -> new Case(call.typeSymbol().parameterType(0), constant);
                case DynamicConstantDesc<?> made when isOf(made, "Ljava/lang/Enum$EnumDesc;")
                        && made.bootstrapArgsList().get(1) instanceof DynamicConstantDesc<?> type
                        && isOf(type, "Ljava/lang/constant/ClassDesc;") ->
                    new Case(ClassDesc.of((String) type.bootstrapArgsList().get(1)), (String) made.bootstrapArgsList().get(2));
                default -> null;
            };
        }

        private static boolean isOf(DynamicConstantDesc<?> made, String owner) {
            return made.bootstrapMethod().methodName().equals("invoke")
                    && made.bootstrapArgsList().getFirst() instanceof DirectMethodHandleDesc factory
                    && factory.methodName().equals("of") && factory.owner().descriptorString().equals(owner);
        }
    }

    /// Whether two records are equal, and a record's hash; its text is asked for too seldom.
    private static boolean isOfRecord(Object element) {
        return element instanceof InvokeDynamicInstruction call
                && call.bootstrapMethod().owner().descriptorString().equals("L" + RECORDS + ";")
                && (call.name().equalsString("equals") || call.name().equalsString("hashCode"));
    }

    /// Puts a method in the place of each `switch` over types, and of what a record leaves to the JVM.
    private static final class SpunCode implements ClassTransform {
        private final ClassModel in;
        private final Map<String, InvokeDynamicInstruction> methods = new LinkedHashMap<>();

        SpunCode(ClassModel in) {
            this.in = in;
        }

        @Override
        public void accept(ClassBuilder builder, ClassElement element) {
            if (!(element instanceof MethodModel method)) {
                builder.with(element);
                return;
            }
            builder.transformMethod(method, MethodTransform.transformingCode((code, instruction) -> {
                if (isTypeSwitch(instruction) || isOfRecord(instruction)) {
                    var call = (InvokeDynamicInstruction) instruction;
                    String name = call.name().stringValue() + "$" + methods.size();
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
                    ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC, code -> {
                        if (isTypeSwitch(call)) typeSwitch(code, call.bootstrapArgs().stream().map(label -> Case.of(label, call)).toList());
                        else if (call.name().equalsString("equals")) equality(code, in.thisClass().asSymbol(), fields(call));
                        else hash(code, fields(call));
                    }));
        }

        /// The components follow the record's class and their names.
        private static List<DirectMethodHandleDesc> fields(InvokeDynamicInstruction call) {
            return call.bootstrapArgs().stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
        }

        private static CodeBuilder component(CodeBuilder code, int slot, DirectMethodHandleDesc field) {
            return code.aload(slot).getfield(field.owner(), field.methodName(), field.invocationType().returnType());
        }

        private static void equality(CodeBuilder code, ClassDesc record, List<DirectMethodHandleDesc> fields) {
            Label other = code.newLabel();
            Label sameClass = code.newLabel();
            Label unequal = code.newLabel();
            code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
            code.aload(1).instanceOf(record).ifne(sameClass).iconst_0().ireturn().labelBinding(sameClass);
            code.aload(1).checkcast(record).astore(2);
            for (DirectMethodHandleDesc field : fields) {
                ClassDesc type = field.invocationType().returnType();
                component(code, 0, field);
                component(code, 2, field);
                switch (type.descriptorString()) {
                    case "Z", "B", "S", "C", "I" -> code.if_icmpne(unequal);
                    case "J" -> code.lcmp().ifne(unequal);
                    case "F", "D" -> code.invokestatic(boxOf(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type))
                            .ifne(unequal);
                    default -> code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(ConstantDescs.CD_boolean,
                            ConstantDescs.CD_Object, ConstantDescs.CD_Object)).ifeq(unequal);
                }
            }
            code.iconst_1().ireturn().labelBinding(unequal).iconst_0().ireturn();
        }

        private static void hash(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
            code.iconst_0();
            for (DirectMethodHandleDesc field : fields) {
                ClassDesc type = field.invocationType().returnType();
                component(code.loadConstant(31).imul(), 0, field);
                if (type.isPrimitive()) {
                    code.invokestatic(boxOf(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
                } else {
                    code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
                }
                code.iadd();
            }
            code.ireturn();
        }

        private static ClassDesc boxOf(ClassDesc primitive) {
            return switch (primitive.descriptorString()) {
                case "Z" -> ConstantDescs.CD_Boolean;
                case "B" -> ConstantDescs.CD_Byte;
                case "S" -> ConstantDescs.CD_Short;
                case "C" -> ConstantDescs.CD_Character;
                case "I" -> ConstantDescs.CD_Integer;
                case "J" -> ConstantDescs.CD_Long;
                case "F" -> ConstantDescs.CD_Float;
                default -> ConstantDescs.CD_Double;
            };
        }

        /// `null` is -1, else the index of the first label at or behind the restart index that fits, else the number of labels.
        private static void typeSwitch(CodeBuilder code, List<Case> labels) {
            Label some = code.newLabel();
            code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
            for (int i = 0; i < labels.size(); i++) {
                Label next = code.newLabel();
                code.iload(1).loadConstant(i).if_icmpgt(next);
                Case label = labels.get(i);
                if (label.constant() == null) {
                    code.aload(0).instanceOf(label.type()).ifeq(next);
                } else {
                    code.aload(0).getstatic(label.type(), label.constant(), label.type()).if_acmpne(next);
                }
                code.loadConstant(i).ireturn().labelBinding(next);
            }
            code.loadConstant(labels.size()).ireturn();
        }
    }
}
