package io.gradus.rules.drools;

import io.gradus.rules.ComputingTime;
import io.gradus.rules.Profile;
import io.gradus.rules.RulesDidNotFinishException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.drools.compiler.builder.impl.KnowledgeBuilderImpl;
import org.drools.core.impl.RuleBaseFactory;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.runtime.KieSession;
import org.kie.internal.builder.KnowledgeBuilderConfiguration;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.builder.KnowledgeBuilderResult;

/** Rules that Drools has compiled, and sessions over them that are bounded in firings and computing time. Safe to share. */
final class RuleSet {

    private final String policyId;
    private final CustomerClass customerClass;
    private final KieBase base;
    private final int rules;
    private final Bounds bounds;

    /**
     * How much a session may do.
     *
     * @param firings a rule and customer; a policy needs one
     * @param time that the thread may compute in a session of up to 1000 customers
     */
    record Bounds(int firings, Duration time) {
        static final Bounds DEFAULT = new Bounds(1, Duration.ofSeconds(30));
    }

    /** What came of compiling: the rules, or what Drools said, with the line it said it of. */
    record Compiled(RuleSet rules, List<Problem> problems) {}

    /** A complaint of the compiler; its words are for the log, not for people. */
    record Problem(int line, String words) {}

    private RuleSet(String policyId, CustomerClass customerClass, KieBase base, int rules, Bounds bounds) {
        this.policyId = policyId;
        this.customerClass = customerClass;
        this.base = base;
        this.rules = rules;
        this.bounds = bounds;
    }

    /** No rules at all. */
    static RuleSet none(String policyId, CustomerClass customerClass) {
        return new RuleSet(policyId, customerClass, KnowledgeBaseFactory.newKnowledgeBase(), 0, Bounds.DEFAULT);
    }

    /** Compiles a parsed package, under a class loader that hides the dangerous part of the platform. */
    static Compiled compile(String policyId, PackageDescr parsed, CustomerClass customerClass, Bounds bounds) {
        int count = parsed.getRules().size();
        KnowledgeBuilderConfiguration building =
                KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(new Properties(), customerClass.classLoader());
        KnowledgeBuilderImpl builder = (KnowledgeBuilderImpl) KnowledgeBuilderFactory.newKnowledgeBuilder(building);
        builder.addPackage(parsed);
        KieBaseConfiguration running =
                RuleBaseFactory.newKnowledgeBaseConfiguration(new Properties(), customerClass.classLoader());
        InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase(running);
        List<Problem> problems =
                builder.getErrors().stream().map(RuleSet::problem).toList();
        if (problems.isEmpty()) {
            base.addPackages(builder.getKnowledgePackages());
        }
        return new Compiled(new RuleSet(policyId, customerClass, base, count, bounds), problems);
    }

    private static Problem problem(KnowledgeBuilderResult error) {
        int[] lines = error.getLines();
        return new Problem(lines == null || lines.length == 0 ? 0 : lines[0], error.getMessage());
    }

    /** Fires the rules over the customers in one session and returns what they did, in the same order. */
    List<CustomerFact> fire(Collection<Profile> profiles) {
        List<CustomerFact> facts = profiles.stream().map(customerClass::of).toList();
        int limit = Math.multiplyExact(Math.max(1, rules * bounds.firings()), Math.max(1, facts.size()));
        ComputingTime time = new ComputingTime(bounds.time());
        KieSession session = base.newKieSession();
        try {
            facts.forEach(session::insert);
            int fired = session.fireAllRules(
                    match -> {
                        if (time.isUsedUp()) {
                            throw new RulesDidNotFinishException(
                                    policyId, bounds.time().toString());
                        }
                        return true;
                    },
                    limit + 1);
            if (fired > limit) {
                throw new RulesDidNotFinishException(policyId, limit + " firings");
            }
            return facts;
        } finally {
            session.dispose();
        }
    }
}
