package io.gradus.app.customer;

import io.gradus.rules.Derivation;
import io.gradus.rules.Field;
import io.gradus.rules.Vocabulary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Customers and two years of orders that nobody has, the same for the same seed: few buy much, some fall silent, some never
 * bought; who buys much has more assets, visits more and is more satisfied.
 */
public final class GeneratedCustomers {

    /** The day after the last order. */
    public static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    private static final int BATCH = 500;
    private static final int DAYS = 730;
    private static final List<String> REGIONS = List.of("North", "South", "East", "West", "Online");
    private static final List<String> INDUSTRIES =
            List.of("Retail", "Manufacturing", "Health", "Education", "Software");
    private static final List<String> CATEGORIES = List.of("Books", "Music", "Office", "Home", "Garden", "Sport");
    private static final List<String> EDUCATION = List.of("Secondary", "Vocational", "Bachelor", "Master", "Doctorate");
    private static final List<String> OCCUPATIONS =
            List.of("Teacher", "Engineer", "Nurse", "Manager", "Artist", "Student", "Retired");
    private static final List<String> INTERESTS = List.of("Music", "Travel", "Cooking", "Sport", "Reading", "Chess");
    private static final List<String> NAMES = List.of("Ada", "Bo", "Chen", "Dana", "Emil", "Fatma", "Goro", "Hana");

    private final long seed;
    private final Vocabulary vocabulary;

    public GeneratedCustomers(long seed, Vocabulary vocabulary) {
        this.seed = seed;
        this.vocabulary = vocabulary;
    }

    /**
     * Some customers with all their orders.
     *
     * @param number customers generated so far
     */
    public record Batch(List<CustomerRecord> customers, List<Order> orders, int number) {}

    /** Generates so many customers, batch by batch. */
    public void generate(int number, Consumer<Batch> reader) {
        for (int from = 0; from < number; from += BATCH) {
            int to = Math.min(number, from + BATCH);
            List<CustomerRecord> customers = new ArrayList<>();
            List<Order> orders = new ArrayList<>();
            for (int index = from; index < to; index++) {
                // A seed of its own for each customer, so that the first are the same however many follow.
                // Neighbouring seeds of Random begin alike, so they are mixed first.
                Random random = new Random(new SplittableRandom(seed * 1_000_003L + index).nextLong());
                Person person = new Person(index + 1, random);
                List<Order> theirs = person.orders();
                orders.addAll(theirs);
                customers.add(person.record(theirs));
            }
            reader.accept(new Batch(customers, orders, to));
        }
    }

    /** One customer in the making; strength, 0 to 1, is what their values have in common. */
    private final class Person {

        private final String id;
        private final Random random;
        private final double strength;
        private final boolean buys;
        private final int joined;
        private final int silentSince;

        Person(int number, Random random) {
            this.id = String.format(Locale.ROOT, "C%06d", number);
            this.random = random;
            this.strength = Math.pow(random.nextDouble(), 3);
            this.buys = random.nextDouble() > 0.08;
            this.joined = random.nextInt(DAYS);
            this.silentSince = random.nextDouble() < 0.25 ? joined + random.nextInt(DAYS - joined) : DAYS;
        }

        List<Order> orders() {
            List<Order> orders = new ArrayList<>();
            double gap = 12 + 200 * (1 - strength) * (0.5 + random.nextDouble());
            double typical = 40 + 9000 * strength * strength;
            String favourite = pick(CATEGORIES);
            for (double day = joined; buys && day < silentSince; day += 1 + gap * -Math.log(1 - random.nextDouble())) {
                BigDecimal amount = money(typical * (0.4 + 1.2 * random.nextDouble()));
                BigDecimal profit =
                        amount.multiply(money(0.05 + 0.3 * random.nextDouble())).setScale(2, RoundingMode.HALF_UP);
                String category = random.nextDouble() < 0.6 ? favourite : pick(CATEGORIES);
                orders.add(new Order(
                        id,
                        "O" + (orders.size() + 1),
                        AS_OF.minusDays(DAYS).plusDays((long) day),
                        amount,
                        profit,
                        Map.of(category, amount)));
            }
            return orders;
        }

        CustomerRecord record(List<Order> orders) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Field field : vocabulary.fields()) {
                boolean stored =
                        field.derivation() == Derivation.STORED && !field.name().equals("customerId");
                if (stored && isKnown(field.name())) {
                    values.put(field.name(), value(field, orders));
                }
            }
            return new CustomerRecord(id, values);
        }

        /** Not everybody asks for a sample or answers a survey. */
        private boolean isKnown(String field) {
            return switch (field) {
                case "sampleRequestedAt" -> random.nextDouble() < 0.2;
                case "sampleReceivedAt" -> random.nextDouble() < 0.1;
                case "satisfaction", "repurchaseProbability", "referral" -> joined % 4 != 0;
                default -> true;
            };
        }

        private Object value(Field field, List<Order> orders) {
            return switch (field.type()) {
                case TEXT -> text(field.name());
                case TEXTS -> List.of(pick(INTERESTS), "Walking");
                case CHOICE -> choice(field);
                case WHOLE -> whole(field.name(), orders);
                case DECIMAL -> money(field.name().equals("points") ? 50 + 20_000 * strength : 1 + 30 * strength);
                case MONEY -> amount(field.name());
                case RATE -> money(Math.min(1, 0.15 + 0.7 * strength + 0.15 * random.nextDouble()));
                case DATE -> date(field.name());
                case TRUTH -> strength > 0.1 && random.nextDouble() < 0.8;
            };
        }

        private String text(String field) {
            return switch (field) {
                case "name" -> pick(NAMES) + " " + id;
                case "industry" -> pick(INDUSTRIES);
                case "region" -> pick(REGIONS);
                case "gender" -> random.nextBoolean() ? "female" : "male";
                case "education" -> pick(EDUCATION);
                case "occupation" -> pick(OCCUPATIONS);
                default -> "-";
            };
        }

        private String choice(Field field) {
            int size = field.choices().size();
            return switch (field.name()) {
                case "listing" -> listing();
                // Here the last choice is the closest contact.
                case "afterSaleContact" -> field.choices().get(size - 1 - choice(size));
                default -> field.choices().get(choice(size));
            };
        }

        /** Few stand on a list: the red one is for the strong. */
        private String listing() {
            double drawn = random.nextDouble();
            return drawn < 0.01 ? "BLACK" : drawn < 0.01 + 0.05 * strength ? "RED" : "NORMAL";
        }

        /** The first choices of a field are the better ones; the stronger, the more likely. */
        private int choice(int size) {
            double weak = Math.min(0.999, random.nextDouble() * (1.3 - strength));
            return (int) (Math.min(0.999, weak) * size);
        }

        private Integer whole(String field, List<Order> orders) {
            return switch (field) {
                case "creditScore" -> 350 + (int) (550 * strength) + random.nextInt(100);
                case "visits" -> orders.size() + random.nextInt(3);
                case "tenureMonths" -> (DAYS - joined) / 30;
                case "complaints90d", "consultations90d", "supportCalls90d" ->
                    random.nextDouble() < 0.2 ? 1 + random.nextInt(4) : 0;
                case "cartAdds30d" -> Math.max(0, random.nextInt(6) - 3);
                case "transactions6m" -> (int) (strength * 200) + random.nextInt(20);
                default -> silentSince < DAYS ? random.nextInt(2) : random.nextInt(5 + (int) (30 * strength));
            };
        }

        private BigDecimal amount(String field) {
            double scale = field.equals("monthlyCharge") ? 120 : 3_000_000 * strength * strength;
            boolean none = !field.equals("monthlyCharge") && random.nextDouble() < 0.3;
            return none ? BigDecimal.ZERO.setScale(2) : money(15 + scale * random.nextDouble());
        }

        private LocalDate date(String field) {
            return field.equals("birthDate")
                    ? LocalDate.of(1945 + random.nextInt(60), 1 + random.nextInt(12), 1 + random.nextInt(28))
                    : AS_OF.minusDays(silentSince < DAYS ? 90 + random.nextInt(300) : random.nextInt(60));
        }

        private String pick(List<String> texts) {
            return texts.get(random.nextInt(texts.size()));
        }

        private static BigDecimal money(double amount) {
            return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
        }
    }
}
