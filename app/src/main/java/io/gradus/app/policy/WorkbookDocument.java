package io.gradus.app.policy;

import org.bson.types.Binary;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/** How a workbook's bytes lie in MongoDB: never changed, found by their SHA-256. */
@Document("workbooks")
record WorkbookDocument(@Id String id, String policy, String fileName, Binary bytes) {}
