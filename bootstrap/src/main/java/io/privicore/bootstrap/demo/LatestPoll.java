package io.privicore.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.privicore.bootstrap.client.ApiClient;
import io.privicore.bootstrap.client.ClientFailure;
import io.privicore.bootstrap.client.PollReceipt;
import java.io.IOException;
import java.util.Map;

/** The poll that a profile's last operation waits for or has waited for. */
record LatestPoll(ApiClient api, Screen screen) {

    String status() throws IOException, InterruptedException {
        return latest().path("status").asText();
    }

    int yes() throws IOException, InterruptedException {
        return latest().path("ballots").path("yes").asInt();
    }

    /** Holds what it came to against what the devices signed. */
    void checkReceipt() throws IOException, InterruptedException {
        var poll = latest().path("poolId").asText();
        var findings = PollReceipt.check(api.get("/voting/poll-receipt/" + poll).toString(), Map.of());
        if (!findings.isSound()) {
            throw new ClientFailure("The receipt of the poll does not show what it claims: " + findings.flaws());
        }
        screen.fact(
                "receipt",
                "%d votes, %d signed by their devices; they decide: %s"
                        .formatted(
                                findings.votes().size(),
                                findings.votes().size() - findings.unsigned(),
                                findings.status()));
    }

    private JsonNode latest() throws IOException, InterruptedException {
        return api.get("/voting/list-polls?perPage=1").path("items").path(0);
    }
}
