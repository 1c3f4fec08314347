package io.gradus.app.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings that a deployment may make, from the description that the build makes of them, with what is in force. */
public final class Settings {

    private static final String DESCRIPTION = "META-INF/spring-configuration-metadata.json";
    private static final String OURS = "gradus.";

    /** Settings of the server that the operator guide speaks of; their defaults stand in the shipped application.yaml. */
    private static final List<String> OF_THE_SERVER =
            List.of("server.address", "server.port", "server.servlet.session.timeout");

    /** Variables that have names of their own. */
    private static final Map<String, String> VARIABLES =
            Map.of("gradus.policy.vocabulary", "GRADUS_VOCABULARY", "server.address", "GRADUS_ADDRESS");

    private static final String SHIPPED = "class path resource";
    private static final String HIDDEN = "•••";
    private static final Set<String> SECRETS = Set.of("password", "secret", "token", "credentials", "admin-password");
    private static final Pattern USER_OF_A_URI = Pattern.compile("(?<=://)[^/@]*@");
    private static final Pattern OPTIONS_OF_A_URI = Pattern.compile("(?<=\\?).+");

    private final ConfigurableEnvironment environment;
    private final Map<String, String> variables;

    private Settings(ConfigurableEnvironment environment, Map<String, String> variables) {
        this.environment = environment;
        this.variables = Map.copyOf(variables);
    }

    /** Those of a running service. */
    public static List<Setting> of(ConfigurableEnvironment environment) {
        return new Settings(environment, System.getenv()).all();
    }

    /** Those with which a service would start here: from the same files, environment variables and system properties. */
    public static List<Setting> configured() {
        ConfigurableEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return of(environment);
    }

    private List<Setting> all() {
        Map<String, Optional<String>> known = new TreeMap<>(described());
        OF_THE_SERVER.forEach(name -> known.put(name, Optional.empty()));
        List<Setting> settings = new ArrayList<>();
        known.forEach((name, standard) -> settings.add(setting(name, standard.orElse(null))));
        return settings;
    }

    /** The names of our own settings, and the defaults that have one. */
    private static Map<String, Optional<String>> described() {
        Map<String, Optional<String>> described = new TreeMap<>();
        try {
            for (URL url : Collections.list(Settings.class.getClassLoader().getResources(DESCRIPTION))) {
                try (InputStream in = url.openStream()) {
                    for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
                        String name = property.path("name").asString();
                        if (name.startsWith(OURS)) {
                            described.put(name, property.path("defaultValue").asStringOpt());
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return described;
    }

    private Setting setting(String name, @Nullable String described) {
        String standard = described;
        Setting told = null;
        for (PropertySource<?> source : environment.getPropertySources()) {
            ConfigurationProperty property = property(source, name);
            if (property != null && source.getName().contains(SHIPPED)) {
                standard = shown(name, property);
            } else if (property != null && told == null) {
                told = told(name, property, source);
            }
        }
        return told == null
                ? new Setting(name, standard, standard, Setting.Source.DEFAULT, null)
                : new Setting(name, told.value(), standard, told.source(), told.place());
    }

    private static @Nullable ConfigurationProperty property(PropertySource<?> source, String name) {
        ConfigurationPropertySource known = ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
                ? null
                : ConfigurationPropertySource.from(source);
        return known == null ? null : known.getConfigurationProperty(ConfigurationPropertyName.of(name));
    }

    private Setting told(String name, ConfigurationProperty property, PropertySource<?> source) {
        String value = shown(name, property);
        String variable = VARIABLES.get(name);
        if (variable != null && String.valueOf(property.getValue()).equals(variables.get(variable))) {
            return new Setting(name, value, null, Setting.Source.ENVIRONMENT, variable);
        }
        return new Setting(name, value, null, source(source), place(property, source));
    }

    /** As an operator would write it: a variable, an argument, or a file with its line and column. */
    private static String place(ConfigurationProperty property, PropertySource<?> source) {
        if (property.getOrigin() instanceof PropertySourceOrigin origin && origin.getOrigin() != null) {
            Origin written = origin.getOrigin();
            return written instanceof SystemEnvironmentOrigin variable ? variable.getProperty() : written.toString();
        }
        if (property.getOrigin() instanceof PropertySourceOrigin origin) {
            return switch (source.getName()) {
                case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> "-D" + origin.getPropertyName();
                case CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME -> "--" + origin.getPropertyName();
                default -> origin.getPropertyName();
            };
        }
        return property.getOrigin() == null ? source.getName() : String.valueOf(property.getOrigin());
    }

    private static Setting.Source source(PropertySource<?> source) {
        if (source instanceof SystemEnvironmentPropertySource) {
            return Setting.Source.ENVIRONMENT;
        }
        return source.getName().startsWith("Config resource") ? Setting.Source.FILE : Setting.Source.ARGUMENT;
    }

    /** Passwords are never shown, neither alone nor within an address. */
    private static String shown(String name, ConfigurationProperty property) {
        String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String value = String.valueOf(property.getValue());
        if (SECRETS.contains(last)) {
            return HIDDEN;
        }
        String nameless = USER_OF_A_URI.matcher(value).replaceAll(HIDDEN + "@");
        return value.contains("://") ? OPTIONS_OF_A_URI.matcher(nameless).replaceAll(HIDDEN) : value;
    }
}
