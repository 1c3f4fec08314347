package io.gradus.app.assignment;

import io.gradus.proof.InclusionProof;
import java.util.Map;

/**
 * An event, and that it stands in the tree of its run.
 *
 * @param leaf the event as the leaf of the tree
 * @param digest of the run as its events lie in the database now
 */
public record EventProof(AssignmentEvent event, Map<String, Object> leaf, InclusionProof proof, RunDigest digest) {}
