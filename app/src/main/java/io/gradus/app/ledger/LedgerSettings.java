package io.gradus.app.ledger;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger is signed for.
 *
 * @param origin names this ledger in its checkpoints and keys, best a name that nobody else uses; never changes
 * @param key the file of the private key; absent for ledger.key in the data folder
 * @param checkpointInterval how often a ledger that has grown is signed for
 */
@ConfigurationProperties("gradus.ledger")
record LedgerSettings(
        @DefaultValue("gradus.local/ledger") String origin,
        @Nullable Path key,
        @DefaultValue("10m") Duration checkpointInterval) {}
