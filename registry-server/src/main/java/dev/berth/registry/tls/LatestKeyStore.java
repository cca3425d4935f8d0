package dev.berth.registry.tls;

import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Hands the newest key store to whoever asks, at once and after each change. A subscriber only ever needs the newest,
/// so none are queued.
final class LatestKeyStore implements Publisher<KeyStore> {
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private volatile KeyStore latest;

    LatestKeyStore(KeyStore first) {
        this.latest = first;
    }

    void set(KeyStore next) {
        latest = next;
        readers.forEach(Reader::offer);
    }

    @Override
    public void subscribe(Subscriber<? super KeyStore> subscriber) {
        Reader reader = new Reader(subscriber);
        readers.add(reader);
        subscriber.onSubscribe(reader);
    }

    private final class Reader implements Subscription {
        private final Subscriber<? super KeyStore> subscriber;
        private boolean asked;

        Reader(Subscriber<? super KeyStore> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            if (!asked) {
                asked = true;
                offer();
            }
        }

        @Override
        public void cancel() {
            readers.remove(this);
        }

        void offer() {
            if (asked) {
                subscriber.onNext(latest);
            }
        }
    }
}
