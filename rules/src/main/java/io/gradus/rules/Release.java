package io.gradus.rules;

import static java.util.function.UnaryOperator.identity;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The policies that decide together, each after those whose computed fields it reads. */
public final class Release {

    private final Vocabulary vocabulary;
    private final Map<String, CompiledPolicy> policies;

    private Release(Vocabulary vocabulary, Map<String, CompiledPolicy> policies) {
        this.vocabulary = vocabulary;
        this.policies = policies;
    }

    /**
     * Puts the policies in order.
     *
     * @throws UnorderedPoliciesException when policies use each other in a circle, two compute the same field, or two
     *     have the same id
     */
    public static Release of(Vocabulary vocabulary, Collection<? extends CompiledPolicy> policies) {
        Map<String, CompiledPolicy> computedBy = new LinkedHashMap<>();
        for (CompiledPolicy policy : policies) {
            for (Field field : policy.computes()) {
                CompiledPolicy other = computedBy.putIfAbsent(field.name(), policy);
                if (other != null) {
                    throw UnorderedPoliciesException.sameField(
                            field,
                            other.description().id(),
                            policy.description().id());
                }
            }
        }
        Map<String, CompiledPolicy> ordered = new LinkedHashMap<>();
        for (CompiledPolicy policy : policies) {
            place(policy, computedBy, ordered, new LinkedHashMap<>());
        }
        if (ordered.size() != policies.size()) {
            throw UnorderedPoliciesException.sameId(
                    policies.stream().map(policy -> policy.description().id()).toList());
        }
        return new Release(vocabulary, ordered);
    }

    private static void place(
            CompiledPolicy policy,
            Map<String, CompiledPolicy> computedBy,
            Map<String, CompiledPolicy> ordered,
            Map<String, Place> waiting) {
        String id = policy.description().id();
        if (ordered.containsKey(id)) {
            return;
        }
        if (waiting.putIfAbsent(id, Place.FILE) != null) {
            throw UnorderedPoliciesException.circle(steps(id, waiting));
        }
        for (Field field : policy.reads()) {
            CompiledPolicy source = computedBy.get(field.name());
            if (source != null) {
                waiting.put(id, policy.readAt(field));
                place(source, computedBy, ordered, waiting);
            }
        }
        waiting.remove(id);
        ordered.put(id, policy);
    }

    /** The circle that closes at a policy, each with the cell where it uses the next. */
    private static List<String> steps(String closing, Map<String, Place> waiting) {
        List<String> steps = waiting.entrySet().stream()
                .dropWhile(entry -> !entry.getKey().equals(closing))
                .map(entry -> entry.getValue() == Place.FILE
                        ? entry.getKey()
                        : entry.getKey() + " (" + entry.getValue() + ")")
                .collect(toCollection(ArrayList::new));
        steps.add(closing);
        return steps;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** All policies, each after those it uses. */
    public List<CompiledPolicy> policies() {
        return List.copyOf(policies.values());
    }

    /** The policies that yield an outcome, in order. */
    public List<CompiledPolicy> tiering() {
        return policies.values().stream()
                .filter(policy -> !policy.description().outcomes().isEmpty())
                .toList();
    }

    public Optional<CompiledPolicy> find(String policyId) {
        return Optional.ofNullable(policies.get(policyId));
    }

    /** Whether there is such a policy with such an outcome. */
    public boolean hasOutcome(String policyId, String outcome) {
        return find(policyId)
                .flatMap(policy -> policy.description().outcome(outcome))
                .isPresent();
    }

    /** The fields that the named policies, and those they use, read or compute. */
    public Set<Field> fieldsOf(Collection<String> policyIds) {
        return needed(policyIds).stream()
                .flatMap(policy -> policy.reads().stream())
                .collect(toCollection(LinkedHashSet::new));
    }

    /** SHA-256 of the named policies and of those they use, by policy id: what their decisions depend on. */
    public Map<String, String> hashesOf(Collection<String> policyIds) {
        return needed(policyIds).stream()
                .collect(toMap(policy -> policy.description().id(), CompiledPolicy::hash));
    }

    /** The decisions of the named policies for one customer, each in a session of its own. */
    public Evaluation decide(Profile profile, Collection<String> policyIds) {
        return decide(profile, policyIds, OutcomeOverrides.NONE);
    }

    /** The same where people have set outcomes by hand. */
    public Evaluation decide(Profile profile, Collection<String> policyIds, OutcomeOverrides overrides) {
        Mode plain = (policy, profiles) -> List.of(policy.decide(profiles.get(0)));
        return decide(List.of(profile), policyIds, overrides, plain).get(0);
    }

    /** The decisions of the named policies for many customers, in the customers' order. */
    public List<Evaluation> decideAll(List<Profile> profiles, Collection<String> policyIds) {
        return decideAll(profiles, policyIds, OutcomeOverrides.NONE);
    }

    /** The same where people have set outcomes by hand. */
    public List<Evaluation> decideAll(
            List<Profile> profiles, Collection<String> policyIds, OutcomeOverrides overrides) {
        return decide(profiles, policyIds, overrides, CompiledPolicy::decideAll);
    }

    private interface Mode {
        List<Decision> decide(CompiledPolicy policy, List<Profile> profiles);
    }

    private List<Evaluation> decide(
            List<Profile> profiles, Collection<String> policyIds, OutcomeOverrides overrides, Mode mode) {
        List<Profile> known = new ArrayList<>(profiles);
        List<Map<String, Decision>> decisions = new ArrayList<>();
        profiles.forEach(profile -> decisions.add(new LinkedHashMap<>()));
        for (CompiledPolicy policy : needed(policyIds)) {
            String id = policy.description().id();
            List<Decision> made = mode.decide(policy, known);
            for (int i = 0; i < made.size(); i++) {
                known.set(i, known.get(i).with(told(policy, made.get(i), overrides)));
                if (policyIds.contains(id)) {
                    decisions.get(i).put(id, made.get(i));
                }
            }
        }
        return IntStream.range(0, profiles.size())
                .mapToObj(i -> new Evaluation(known.get(i), decisions.get(i)))
                .toList();
    }

    /** What a policy's decision tells the policies that use it. */
    private Map<String, Object> told(CompiledPolicy policy, Decision made, OutcomeOverrides overrides) {
        String id = policy.description().id();
        String set = overrides.of(made.customerId()).get(id);
        if (set == null || !hasOutcome(id, set)) {
            return made.computed();
        }
        Map<String, Object> told = new LinkedHashMap<>(made.computed());
        policy.computes().stream().filter(field -> field.isOutcomeOf(id)).forEach(field -> told.put(field.name(), set));
        return told;
    }

    private List<CompiledPolicy> needed(Collection<String> policyIds) {
        Map<String, CompiledPolicy> computedBy = policies.values().stream()
                .flatMap(policy -> policy.computes().stream().map(field -> Map.entry(field.name(), policy)))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, CompiledPolicy> byId = policies.values().stream()
                .collect(toMap(policy -> policy.description().id(), identity()));
        Map<String, CompiledPolicy> needed = new LinkedHashMap<>();
        for (String id : policyIds) {
            CompiledPolicy policy = byId.get(id);
            if (policy == null) {
                throw new UnknownPolicyException(id);
            }
            place(policy, computedBy, needed, new LinkedHashMap<>());
        }
        return List.copyOf(needed.values());
    }

    /** Runs a policy's scenarios; what a scenario does not give is computed by the policies it uses. */
    public List<ScenarioResult> test(String policyId) {
        CompiledPolicy policy = find(policyId).orElseThrow(() -> new UnknownPolicyException(policyId));
        return policy.scenarios().stream()
                .map(scenario -> ScenarioResult.of(scenario, decideScenario(policy, scenario)))
                .toList();
    }

    /** What a policy's scenarios show: those that fail, and the rows that none of them reaches; or that there are none. */
    public List<Finding> testFindings(String policyId) {
        List<ScenarioResult> results = test(policyId);
        if (results.isEmpty()) {
            return find(policyId).orElseThrow().scenariosPlace().stream()
                    .map(place -> Finding.at(place, FindingCode.SCENARIOS_MISSING))
                    .toList();
        }
        Set<String> reached =
                results.stream().flatMap(result -> heard(result.decision())).collect(toSet());
        Stream<Finding> failed =
                results.stream().filter(result -> !result.passed()).map(ScenarioResult::finding);
        Stream<Finding> untested = find(policyId).orElseThrow().rows().stream()
                .filter(row -> !reached.contains(row.place()))
                .map(row -> Finding.at(row.cell(), FindingCode.ROW_UNTESTED, row.row()));
        return Stream.concat(failed, untested).toList();
    }

    /** The row that decided; where rows add up, all that matched. */
    private Stream<String> heard(Decision decision) {
        boolean collects = find(decision.policyId()).orElseThrow().description().hitPolicy() == HitPolicy.COLLECT;
        Stream<RowMatch> others = collects ? decision.otherRows().stream() : Stream.empty();
        return Stream.concat(Stream.of(decision.rowPlace()), others.map(RowMatch::place));
    }

    private Decision decideScenario(CompiledPolicy policy, Scenario scenario) {
        Profile profile = scenario.profile(vocabulary);
        for (CompiledPolicy used : needed(List.of(policy.description().id()))) {
            boolean given =
                    used.computes().stream().anyMatch(field -> scenario.given().containsKey(field.name()));
            if (used != policy && !given) {
                profile = profile.with(used.decide(profile).computed());
            }
        }
        return policy.decide(profile);
    }
}
