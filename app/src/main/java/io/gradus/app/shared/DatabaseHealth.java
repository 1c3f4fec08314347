package io.gradus.app.shared;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says in the health of the service whether the database answers; by ping, which the embedded server knows too. */
@Component("database")
class DatabaseHealth implements HealthIndicator {

    private final MongoDatabase database;

    DatabaseHealth(MongoDatabase database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try {
            database.runCommand(new Document("ping", 1));
            return Health.up().withDetail("name", database.getName()).build();
        } catch (MongoException e) {
            // The words of the driver may hold addresses and names of users.
            return Health.down().build();
        }
    }
}
