/* A library to preload: the FAULT_AT-th call of one kind fails once with EIO, counted over all
 * threads of the process from its start. FAULT_KIND is `sync` (fsync, fdatasync) or `write` (write,
 * pwrite to a regular file). With FAULT_LOG each counted call adds a byte to that file, so that
 * its length is their number, and the failed one adds `!PATH` and a line's end. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

/* The path of an open file, a line's end behind it; 0 where there is none. */
static size_t path_of(int file, char *path, size_t room) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, room - 1);
    if (length <= 0) return 0;
    path[length] = '\n';
    return (size_t)length + 1;
}

/* 1 where this call has to fail. */
static int fails(const char *kind, int file) {
    const char *wish = getenv("FAULT_KIND"), *at = getenv("FAULT_AT");
    const char *log = getenv("FAULT_LOG");
    struct stat status;
    char path[4096];
    if (!wish || !at || strcmp(wish, kind) != 0) return 0;
    if (fstat(file, &status) < 0 || !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) return 0;
    size_t length = path_of(file, path, sizeof path);
    /* A thread's name is written there, which no disk keeps. */
    if (length == 0 || strncmp(path, "/proc/", 6) == 0) return 0;
    int is_due = atomic_fetch_add(&calls, 1) + 1 == atol(at);
    if (log) {
        int counted = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        syscall(SYS_write, counted, is_due ? "!" : ".", 1);
        if (is_due) syscall(SYS_write, counted, path, length);
        syscall(SYS_close, counted);
    }
    if (is_due) errno = EIO;
    return is_due;
}

#define REAL(name, type, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

int fsync(int file) {
    REAL("fsync", int, int);
    return fails("sync", file) ? -1 : real(file);
}

int fdatasync(int file) {
    REAL("fdatasync", int, int);
    return fails("sync", file) ? -1 : real(file);
}

ssize_t write(int file, const void *bytes, size_t count) {
    REAL("write", ssize_t, int, const void *, size_t);
    /* Standard error is a log, and a log that cannot be written is no fault of a disk of ours. */
    return file > 2 && fails("write", file) ? -1 : real(file, bytes, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    REAL("pwrite64", ssize_t, int, const void *, size_t, off64_t);
    return fails("write", file) ? -1 : real(file, bytes, count, offset);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    return pwrite64(file, bytes, count, offset);
}
