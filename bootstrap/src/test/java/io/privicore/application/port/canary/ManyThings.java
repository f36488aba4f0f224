package io.privicore.application.port.canary;

public interface ManyThings {

    void first();

    void second();

    void third();

    void fourth();

    void fifth();

    void sixth();

    void seventh();

    void eighth();

    void ninth();

    void tenth();

    void eleventh();

    void twelfth();

    void thirteenth();
}
