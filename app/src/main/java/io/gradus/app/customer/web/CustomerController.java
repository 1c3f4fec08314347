package io.gradus.app.customer.web;

import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Customers;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.CustomerSight;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.PageLimit;
import io.gradus.app.shared.PersonalValues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The customers, by id and page by page. */
@RestController
@RequestMapping("/api/customers")
class CustomerController {

    private final Customers customers;
    private final PersonalValues personal;

    CustomerController(Customers customers, PersonalValues personal) {
        this.customers = customers;
        this.personal = personal;
    }

    /** A customer as stored. */
    record CustomerView(String id, Map<String, Object> fields) {
        static CustomerView of(CustomerRecord customer, CustomerSight sight) {
            return new CustomerView(customer.customerId(), new TreeMap<>(sight.values(customer.values())));
        }
    }

    /** A page, and the cursor of the next one when there may be more. */
    record CustomerPage(
            List<CustomerView> customers, @Nullable String next) {}

    @GetMapping
    CustomerPage page(
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "100") int limit,
            Actor actor) {
        PageLimit.require(limit);
        List<CustomerRecord> records = customers.page(cursor, limit);
        CustomerSight sight = personal.sight(
                actor, records.stream().map(CustomerRecord::customerId).toList());
        List<CustomerView> page = records.stream()
                .map(customer -> CustomerView.of(customer, sight))
                .toList();
        return new CustomerPage(
                page, page.size() < limit ? null : page.get(page.size() - 1).id());
    }

    @GetMapping("/{id}")
    CustomerView customer(@PathVariable String id, Actor actor) {
        CustomerRecord customer = customers.find(id).orElseThrow(() -> new NotFound("refusal.no-customer", id));
        return CustomerView.of(customer, personal.sight(actor, id));
    }
}
