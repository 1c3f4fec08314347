package io.gradus.app.policy;

import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.NotFound;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Vocabulary;
import org.bson.types.Binary;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** The bytes of all versions, and of the vocabularies that releases had, written before the entry that names them. */
@Component
class Workbooks {

    private static final String VOCABULARY = "vocabulary";
    private static final String VOCABULARY_FILE = VOCABULARY + ".yaml";

    private final MongoOperations mongo;

    Workbooks(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void save(String policy, PolicySource source) {
        mongo.save(new WorkbookDocument(source.hash(), policy, source.fileName(), new Binary(source.bytes())));
    }

    void save(Vocabulary vocabulary) {
        save(VOCABULARY, new PolicySource(VOCABULARY_FILE, vocabulary.yaml()));
    }

    /** @throws NotFound when the bytes are not there, or are others */
    PolicySource vocabulary(String sha256) {
        return load(sha256, VOCABULARY_FILE);
    }

    /** @throws NotFound when the bytes are not there, or are others */
    PolicySource load(String sha256, String fileName) {
        WorkbookDocument stored = mongo.findById(sha256, WorkbookDocument.class);
        PolicySource source = stored == null
                ? null
                : new PolicySource(fileName, stored.bytes().getData());
        if (source == null || !source.hash().equals(sha256)) {
            throw new NotFound("refusal.no-workbook", sha256);
        }
        return source;
    }

    PolicySource load(VersionRef version) {
        return load(version.sha256(), version.fileName());
    }
}
