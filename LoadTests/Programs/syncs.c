/* syncs FILE RATE BYTES SECONDS: how long fdatasync takes on a disk that gets RATE batches a second.
 *
 * Each batch is one write of BYTES into a file of zeros that was synced before, as in a journal
 * segment, and one fdatasync; only the fdatasync is measured. A batch that is due while the one before
 * is not synced follows at once. The first tenth of the time is not counted. Prints
 * `syncs=N p50=US p90=US p99=US p999=US max=US`. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000ll + time.tv_nsec;
}

static int rising(const void *left, const void *right) {
    unsigned a = *(const unsigned *)left, b = *(const unsigned *)right;
    return a < b ? -1 : a > b;
}

int main(int count, char **words) {
    if (count != 5) {
        fprintf(stderr, "usage: syncs FILE RATE BYTES SECONDS\n");
        return 2;
    }
    double rate = atof(words[2]), seconds = atof(words[4]);
    size_t bytes = (size_t)atol(words[3]), total = (size_t)(rate * seconds);
    /* On 512-byte boundaries, as batches are. */
    bytes = (bytes + 511) / 512 * 512;
    if (bytes == 0 || total < 10) return 2;
    int file = open(words[1], O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) fail(words[1]);
    static char zeros[1 << 20];
    for (size_t done = 0; done < total * bytes; done += sizeof zeros)
        if (write(file, zeros, sizeof zeros) != sizeof zeros) fail("write");
    if (fsync(file) < 0) fail("fsync");
    char *batch = malloc(bytes);
    memset(batch, 'b', bytes);
    unsigned *took = calloc(total, sizeof *took);
    size_t taken = 0;
    prctl(PR_SET_TIMERSLACK, 1);
    long long begin = now();
    for (size_t number = 0; number < total; number++) {
        long long due = begin + (long long)((double)number * 1e9 / rate);
        struct timespec time = {due / 1000000000ll, due % 1000000000ll};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
        if (pwrite(file, batch, bytes, (off_t)(number * bytes)) != (ssize_t)bytes) fail("pwrite");
        long long start = now();
        if (fdatasync(file) < 0) fail("fdatasync");
        long long end = now();
        if ((double)(start - begin) > seconds * 1e8) took[taken++] = (unsigned)((end - start) / 1000);
        if ((double)(end - begin) > seconds * 2e9) break;
    }
    if (taken == 0) return 1;
    qsort(took, taken, sizeof *took, rising);
#define AT(part) took[(size_t)((part) * (double)(taken - 1))]
    printf("syncs=%zu p50=%u p90=%u p99=%u p999=%u max=%u\n", taken, AT(0.5), AT(0.9), AT(0.99),
           AT(0.999), took[taken - 1]);
}
