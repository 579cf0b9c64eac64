package io.moongate.gateway.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.util.UUID;

/** The rows of one kind of entity. Each kind's repository stands in the file of its row. */
interface RowRepository<R extends EntityRow> extends PanacheRepositoryBase<R, UUID> {

    /** The name of the kind, which is that of its table. */
    String kind();

    /** A row yet to be filled. */
    R blank();
}
