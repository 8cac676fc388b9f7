/* Counts what changes files under a directory, in all processes that inherit it, and at the n-th time strikes.
 *
 * FAULTS_COUNT   a file of eight bytes that all processes count in
 * FAULTS_UNDER   only what happens to files under this directory counts
 * FAULTS_AT      the number of the call that is struck; 0: none
 * FAULTS_ACTION  a number of errno: the call fails with it; "alone": its process is killed; "all": its group is
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static long *count;
static long at;
static const char *action, *under;
static size_t length;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("FAULTS_COUNT");
    int end = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (end < 0)
        return;
    at = atol(getenv("FAULTS_AT"));
    action = getenv("FAULTS_ACTION");
    under = getenv("FAULTS_UNDER");
    length = strlen(under);
    void *place = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, end, 0);
    count = place == MAP_FAILED ? NULL : place;
}

static int strikes(void)
{
    if (__atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST) != at)
        return 0;
    if (!strcmp(action, "all"))
        kill(0, SIGKILL);
    if (!strcmp(action, "all") || !strcmp(action, "alone"))
        kill(getpid(), SIGKILL);
    errno = atoi(action);
    return 1;
}

static int open_here(int end, int writing)
{
    char link[64], path[PATH_MAX];
    struct stat found;
    if (!count || fstat(end, &found) || !(S_ISREG(found.st_mode) || S_ISDIR(found.st_mode)))
        return 0;
    if (writing && (fcntl(end, F_GETFL) & O_ACCMODE) == O_RDONLY)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", end);
    ssize_t size = readlink(link, path, sizeof path - 1);
    return size >= (ssize_t)length && !strncmp(path, under, length);
}

static int named_here(const char *path)
{
    return count && (path[0] != '/' || !strncmp(path, under, length));
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int end, const void *from, size_t size)
{
    REAL(write);
    return open_here(end, 0) && strikes() ? -1 : real(end, from, size);
}

ssize_t writev(int end, const struct iovec *from, int size)
{
    REAL(writev);
    return open_here(end, 0) && strikes() ? -1 : real(end, from, size);
}

int fsync(int end)
{
    REAL(fsync);
    return open_here(end, 0) && strikes() ? -1 : real(end);
}

int fdatasync(int end)
{
    REAL(fdatasync);
    return open_here(end, 0) && strikes() ? -1 : real(end);
}

int close(int end)
{
    REAL(close);
    int struck = open_here(end, 1) && strikes();
    int code = real(end); /* the descriptor is gone, whatever is said about it */
    if (struck)
        errno = atoi(action);
    return struck ? -1 : code;
}

int rename(const char *from, const char *to)
{
    REAL(rename);
    return named_here(to) && strikes() ? -1 : real(from, to);
}

int link(const char *from, const char *to)
{
    REAL(link);
    return named_here(to) && strikes() ? -1 : real(from, to);
}

int linkat(int from_end, const char *from, int to_end, const char *to, int flags)
{
    REAL(linkat);
    return named_here(to) && strikes() ? -1 : real(from_end, from, to_end, to, flags);
}
