package io.moongate.gateway.config;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.spi.Converter;

/** The addresses that a server binds; none where it is off. */
public record Listens(List<Listen> all) {

    public Listens {
        all = List.copyOf(all);
    }

    /** Reads a list parted by commas, or {@code off}. */
    public static Listens of(String text) {
        List<Listen> listens = new ArrayList<>();
        if (!text.strip().equals("off")) {
            for (String item : text.split(",", -1)) {
                listens.add(Listen.of(item));
            }
        }
        return new Listens(listens);
    }

    /** Reads a setting; an explicit one, so that what is wrong with a text reaches the user. */
    public static final class Reader implements Converter<Listens> {
        private static final long serialVersionUID = 1L;

        @Override
        public Listens convert(String text) {
            return of(text);
        }
    }
}
