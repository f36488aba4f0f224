package io.privicore.adapters.persistence.canary;

import jakarta.transaction.Transactional;

public class NamesATransaction {

    @Transactional
    void everyMethodItsOwn() {}
}
