/* A disk that counts, fails, kills or records, put before libc by LD_PRELOAD.
 * Only files below the folder in DISK_ROOT are watched; shared memory files (-shm) are no part of a disk.
 * From Python: disk_arm(mode, n, error) and disk_count() through ctypes.CDLL(None). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT, FAIL_ONCE, FAIL_ON, KILL };
#include <sys/sendfile.h>
static int mode = COUNT, failing_errno = ENOSPC, record_fd = -1, armed;
static long calls, target, syncs;
static char kinds[100000];

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

void disk_arm(int how, long n, int error) {
    mode = how; target = n; failing_errno = error; calls = 0; syncs = 0; armed = 1;
}
void disk_disarm(void) { armed = 0; }
long disk_count(void) { return calls; }
long disk_syncs(void) { return syncs; }
const char *disk_kinds(void) { return calls ? kinds : ""; }

static int watched(const char *path) {
    const char *root = getenv("DISK_ROOT");
    size_t length = strlen(path);
    if (!root || strncmp(path, root, strlen(root))) return 0;
    return length < 4 || strcmp(path + length - 4, "-shm");
}
static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, path, PATH_MAX - 1);
    if (got <= 0) return 0;
    path[got] = 0;
    return path[0] == '/' && watched(path);
}
/* Count one call; 1 when it has to fail. */
static int trips(char kind) {
    if (!armed) return 0;
    if (calls < (long)sizeof kinds - 1) { kinds[calls] = kind; kinds[calls + 1] = 0; }
    calls++;
    if (mode == KILL && calls == target) raise(SIGKILL);
    if ((mode == FAIL_ONCE && calls == target) || (mode == FAIL_ON && calls >= target)) {
        errno = failing_errno;
        return 1;
    }
    return 0;
}

/* The record: letter, offset, two lengths, path, data or second path.  Written with the real write. */
void disk_record(const char *file) { record_fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644); }
static void note(char letter, const char *path, int64_t offset, const void *data, size_t length) {
    REAL(write);
    if (record_fd < 0) return;
    struct { char letter; char pad[7]; int64_t offset; int64_t path; int64_t data; } head;
    memset(&head, 0, sizeof head);
    head.letter = letter; head.offset = offset; head.path = strlen(path); head.data = length;
    if (real(record_fd, &head, sizeof head) < 0 || real(record_fd, path, strlen(path)) < 0) abort();
    if (length && real(record_fd, data, length) < 0) abort();
}
void disk_mark(const char *word) { note('M', word, 0, "", 0); }

#define OPENING(name) \
int name(const char *path, int flags, ...) { \
    REAL(name); va_list rest; va_start(rest, flags); int bits = va_arg(rest, int); va_end(rest); \
    char full[PATH_MAX]; const char *told = path[0] == '/' ? path : (realpath(path, full) ? full : path); \
    int made = (flags & O_CREAT) && watched(told) && access(path, F_OK); \
    if (made && trips('C')) return -1; \
    int cut = (flags & O_TRUNC) && watched(told); \
    int fd = real(path, flags, bits); \
    if (fd >= 0 && made) note('C', told, 0, "", 0); \
    else if (fd >= 0 && cut) note('T', told, 0, "", 0); \
    return fd; \
}
OPENING(open)
OPENING(open64)

#define WRITING(name, parameters, arguments, where) \
ssize_t name parameters { \
    REAL(name); char path[PATH_MAX]; \
    if (fd == record_fd || !path_of(fd, path)) return real arguments; \
    if (trips('W')) return -1; \
    int64_t at = where; ssize_t done = real arguments; \
    if (done > 0) note('W', path, at, data, done); \
    return done; \
}
static int64_t place(int fd) {
    struct stat state;
    if ((fcntl(fd, F_GETFL) & O_APPEND) && !fstat(fd, &state)) return state.st_size;
    return lseek(fd, 0, SEEK_CUR);
}
WRITING(write, (int fd, const void *data, size_t length), (fd, data, length), place(fd))
WRITING(pwrite, (int fd, const void *data, size_t length, off_t at_), (fd, data, length, at_), at_)
WRITING(pwrite64, (int fd, const void *data, size_t length, off64_t at_), (fd, data, length, at_), at_)

#define SYNCING(name) \
int name(int fd) { \
    REAL(name); char path[PATH_MAX]; \
    if (!path_of(fd, path)) return real(fd); \
    if (trips('S')) return -1; \
    syncs++; int done = real(fd); \
    if (!done) note('S', path, 0, "", 0); \
    return done; \
}
SYNCING(fsync)
SYNCING(fdatasync)

#define CUTTING(name, type) \
int name(int fd, type length) { \
    REAL(name); char path[PATH_MAX]; \
    if (!path_of(fd, path)) return real(fd, length); \
    if (trips('T')) return -1; \
    int done = real(fd, length); \
    if (!done) note('T', path, length, "", 0); \
    return done; \
}
CUTTING(ftruncate, off_t)
CUTTING(ftruncate64, off64_t)

#define NAMING(name, letter) \
int name(const char *from, const char *to) { \
    REAL(name); \
    if (!watched(to)) return real(from, to); \
    if (trips(letter)) return -1; \
    int done = real(from, to); \
    if (!done) note(letter, from, 0, to, strlen(to)); \
    return done; \
}
NAMING(rename, 'R')
NAMING(link, 'L')

int unlink(const char *path) {
    REAL(unlink);
    int done = real(path);
    if (!done && watched(path)) note('U', path, 0, "", 0);
    return done;
}
int mkdir(const char *path, mode_t bits) {
    REAL(mkdir);
    if (watched(path) && access(path, F_OK) && trips('D')) return -1;
    return real(path, bits);
}
ssize_t sendfile(int out, int in, off_t *offset, size_t count) {
    char path[PATH_MAX];
    (void)in; (void)offset; (void)count;
    if (path_of(out, path)) { errno = ENOTSOCK; return -1; }  /* sends the copy through write */
    REAL(sendfile);
    return real(out, in, offset, count);
}
