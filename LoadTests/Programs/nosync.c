/* A library to preload: takes the syncs out of a program. The negative control of the power cuts. */
int fsync(int file) { (void)file; return 0; }
int fdatasync(int file) { (void)file; return 0; }
int syncfs(int file) { (void)file; return 0; }
int sync_file_range(int file, long from, long count, unsigned flags) {
    (void)file, (void)from, (void)count, (void)flags;
    return 0;
}
int msync(void *start, unsigned long count, int flags) {
    (void)start, (void)count, (void)flags;
    return 0;
}
void sync(void) {}
