package io.gradus.app.shared;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the data lies.
 *
 * @param uri a MongoDB server, with the name of the database; absent for the embedded one
 * @param data the folder of the embedded server
 * @param database the database's name where the URI gives none
 */
@ConfigurationProperties("gradus.mongodb")
public record MongoSettings(
        @Nullable String uri,
        @DefaultValue("data") Path data,
        @DefaultValue("gradus") String database) {}
