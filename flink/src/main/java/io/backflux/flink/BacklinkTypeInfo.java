package io.backflux.flink;

import io.backflux.Backlink;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** The type of rows for Flink, where it isn't inferred: between operators and in state they are JSON, as the API has them. */
public final class BacklinkTypeInfo extends TypeInformation<Backlink> {

    /** There is but one. */
    public static final BacklinkTypeInfo INSTANCE = new BacklinkTypeInfo();

    private static final long serialVersionUID = 1;

    private BacklinkTypeInfo() {}

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<Backlink> getTypeClass() {
        return Backlink.class;
    }

    /** A row has no key: what is unique is the account's own to say. */
    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<Backlink> createSerializer(SerializerConfig config) {
        return BacklinkSerializer.INSTANCE;
    }

    @Override
    public boolean canEqual(@Nullable Object other) {
        return other instanceof BacklinkTypeInfo;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return canEqual(other);
    }

    @Override
    public int hashCode() {
        return BacklinkTypeInfo.class.hashCode();
    }

    @Override
    public String toString() {
        return "Backlink";
    }
}
