package io.gradus.app.shared;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/** The one database connection, to the server that was named or to the embedded one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MongoSettings.class)
class MongoConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "gradus.mongodb.uri", matchIfMissing = true, havingValue = "embedded")
    EmbeddedMongo embeddedMongo(MongoSettings settings) {
        return EmbeddedMongo.open(settings.data());
    }

    @Bean(destroyMethod = "close")
    MongoClient mongoClient(
            MongoSettings settings, org.springframework.beans.factory.ObjectProvider<EmbeddedMongo> embedded) {
        EmbeddedMongo server = embedded.getIfAvailable();
        if (server != null) {
            return MongoClients.create(server.uri());
        }
        String uri = settings.uri();
        try {
            return MongoClients.create(new ConnectionString(String.valueOf(uri)));
        } catch (IllegalArgumentException e) {
            // The URI may hold a password, so it is not repeated.
            throw new Refusal("refusal.mongodb-uri");
        }
    }

    @Bean
    MongoDatabaseFactory mongoDatabaseFactory(MongoClient client, MongoSettings settings) {
        return new SimpleMongoClientDatabaseFactory(client, databaseName(settings));
    }

    @Bean
    MongoDatabase mongoDatabase(MongoClient client, MongoSettings settings) {
        return client.getDatabase(databaseName(settings));
    }

    private static String databaseName(MongoSettings settings) {
        String uri = settings.uri();
        String named = uri == null || uri.equals("embedded") ? null : new ConnectionString(uri).getDatabase();
        return named == null ? settings.database() : named;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
