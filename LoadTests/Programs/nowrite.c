/* A library to preload: after FAULT_AT batches, batches of a journal are said to be written and
 * are not. The negative control of the kills, which no missing sync shows. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    static atomic_long batches;
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
    const char *from = getenv("FAULT_AT");
    int is_batch = count > 4 && memcmp(bytes, "MJB1", 4) == 0;
    if (from && is_batch && atomic_fetch_add(&batches, 1) >= atol(from)) return (ssize_t)count;
    return real(file, bytes, count, offset);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    return pwrite64(file, bytes, count, offset);
}
