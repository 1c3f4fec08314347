package io.gradus.rules.drools;

import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Profile;
import io.gradus.rules.Vocabulary;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** The class {@code io.gradus.rules.Customer}, generated from a vocabulary: a typed getter for each field. */
final class CustomerClass {

    static final String NAME = "io.gradus.rules.Customer";
    static final String SIMPLE_NAME = "Customer";

    private final RuleClassLoader classLoader;
    private final Constructor<? extends CustomerFact> constructor;

    CustomerClass(Vocabulary vocabulary) {
        classLoader = new RuleClassLoader(CustomerFact.class.getClassLoader(), NAME, bytes(vocabulary));
        try {
            constructor =
                    classLoader.loadClass(NAME).asSubclass(CustomerFact.class).getConstructor(Profile.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the generated class " + NAME + " cannot be used", e);
        }
    }

    /** The name under which rules compare a field; dates are compared as days since 1970-01-01. */
    static String property(Field field) {
        return field.type() == FieldType.DATE ? field.name() + "EpochDay" : field.name();
    }

    private static byte[] bytes(Vocabulary vocabulary) {
        try {
            Method valueAt = CustomerFact.class.getDeclaredMethod("valueAt", int.class);
            Method epochDayAt = CustomerFact.class.getDeclaredMethod("epochDayAt", int.class);
            DynamicType.Builder<CustomerFact> type = new ByteBuddy()
                    .subclass(CustomerFact.class, ConstructorStrategy.Default.IMITATE_SUPER_CLASS_OPENING)
                    .name(NAME);
            for (Field field : vocabulary.fields()) {
                int index = vocabulary.indexOf(field);
                type = type.defineMethod(
                                "get" + field.capitalised(), field.type().javaType(), Visibility.PUBLIC)
                        .intercept(MethodCall.invoke(valueAt)
                                .with(index)
                                .withAssigner(Assigner.DEFAULT, Assigner.Typing.DYNAMIC));
                if (field.type() == FieldType.DATE) {
                    type = type.defineMethod("get" + field.capitalised() + "EpochDay", Integer.class, Visibility.PUBLIC)
                            .intercept(MethodCall.invoke(epochDayAt).with(index));
                }
            }
            try (DynamicType.Unloaded<CustomerFact> made = type.make()) {
                return made.getBytes();
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the class " + NAME + " cannot be generated", e);
        }
    }

    RuleClassLoader classLoader() {
        return classLoader;
    }

    CustomerFact of(Profile profile) {
        try {
            return constructor.newInstance(profile);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the generated class " + NAME + " cannot be made", e);
        }
    }
}
