package io.privicore.device.canary;

import com.fasterxml.jackson.databind.JsonNode;

public record KnowsAFramework(JsonNode json) {}
