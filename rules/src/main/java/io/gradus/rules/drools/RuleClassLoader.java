package io.gradus.rules.drools;

import java.net.URL;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.bytebuddy.dynamic.loading.ByteArrayClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * What compiled rules can see of the Java platform: values, collections, Drools and the customer. Everything that reaches
 * out of a rule (processes, threads, files, network, reflection, scripting) is not found.
 */
final class RuleClassLoader extends ByteArrayClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final Pattern PLATFORM = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");
    private static final Pattern VALUES =
            Pattern.compile("java\\.(math|text|time(\\.[a-z]+)?|util(\\.function|\\.stream)?)\\.[A-Z]\\w*(\\$\\w+)*");
    private static final Pattern LANGUAGE = Pattern.compile("java\\.lang\\.("
            + "Object|String|StringBuilder|CharSequence|Comparable|Iterable|Number|Byte|Short|Integer|Long|Float|Double"
            + "|Character|Boolean|Void|Enum|Record|Math|Override|Deprecated|SuppressWarnings|FunctionalInterface"
            + "|Throwable|Exception|RuntimeException|Error|AutoCloseable|Cloneable|annotation\\..*|[A-Za-z]*Exception"
            + "|[A-Za-z]*Error|Class|invoke\\.(LambdaMetafactory|StringConcatFactory|MethodHandles|MethodHandles\\$Lookup"
            + "|MethodHandle|MethodType|CallSite|TypeDescriptor.*|SerializedLambda))");
    private static final Pattern INPUT_OUTPUT =
            Pattern.compile("java\\.io\\.(Serializable|Externalizable|ObjectInput|ObjectOutput|IOException)");
    // The JVM itself defines fast getters in our loader after a getter's fifteenth call by reflection.
    private static final Pattern GENERATED_ACCESS = Pattern.compile(
            "jdk\\.internal\\.reflect\\.[A-Za-z]*Accessor(Impl)?|java\\.lang\\.reflect\\.InvocationTargetException");
    private static final Set<String> REACHING_OUT = Set.of(
            "java.util.ServiceLoader",
            "java.util.Timer",
            "java.util.TimerTask",
            "java.util.Scanner",
            "java.util.Formatter");

    RuleClassLoader(ClassLoader parent, String generatedName, byte[] generatedBytes) {
        super(parent, Map.of(generatedName, generatedBytes.clone()), PersistenceHandler.MANIFEST);
    }

    /** Whether rules may see a class of that name. */
    static boolean isVisible(String className) {
        if (className.startsWith("io.gradus.")
                || className.startsWith("org.springframework.")
                || className.startsWith("com.mongodb.")) {
            return className.equals(CustomerClass.NAME)
                    || className.equals(CustomerFact.class.getName())
                    || className.equals("io.gradus.rules.Profile");
        }
        return !PLATFORM.matcher(className).matches()
                || (VALUES.matcher(className).matches() && !REACHING_OUT.contains(className))
                || LANGUAGE.matcher(className).matches()
                || GENERATED_ACCESS.matcher(className).matches()
                || INPUT_OUTPUT.matcher(className).matches();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isVisible(name)) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return isHidden(name) ? null : super.getResource(name);
    }

    private static boolean isHidden(String resource) {
        return resource.endsWith(".class")
                && !isVisible(resource.substring(0, resource.length() - ".class".length())
                        .replace('/', '.'));
    }
}
