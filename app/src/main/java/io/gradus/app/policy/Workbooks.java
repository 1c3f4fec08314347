package io.gradus.app.policy;

import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.NotFound;
import io.gradus.rules.PolicySource;
import org.bson.types.Binary;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** The bytes of all versions, written before the entry that names them. */
@Component
class Workbooks {

    private final MongoOperations mongo;

    Workbooks(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void save(String policy, PolicySource source) {
        mongo.save(new WorkbookDocument(source.hash(), policy, source.fileName(), new Binary(source.bytes())));
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
