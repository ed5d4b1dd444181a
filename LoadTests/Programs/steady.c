/* steady HOST PORT RATE SECONDS CONNECTIONS REQUESTS: requests at a constant rate, whatever the
 * answers do, and how long each took from the moment at which it was due.
 *
 * REQUESTS is a file of requests, one behind the other, each ended by an empty line; they are sent in
 * turn. A request that is due while every connection still waits for an answer waits for one, and its
 * waiting counts. The first tenth of the time is sent but not counted. Prints
 * `requests=N late=N p50=US p90=US p99=US p999=US max=US` (late: were due when no connection was
 * free). Every answer has to begin with `HTTP/1.1 302` and contain `mc=`. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 1024, ANSWER_MAX = 8192 };

struct connection {
    int socket;
    long long due; /* of the request that is under way; 0: none */
    size_t length;
    char answer[ANSWER_MAX];
};

struct text {
    char *bytes;
    size_t length;
};

static struct connection connections[CONNECTIONS_MAX];
static int idle[CONNECTIONS_MAX], idle_count;
static struct text *requests;
static size_t request_count, next_request;
static unsigned *took; /* microseconds */
static size_t taken, late;
static long long begin, count_from;

static void fail(const char *what) {
    fprintf(stderr, "steady: %s\n", what);
    exit(1);
}

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000ll + time.tv_nsec;
}

static void load(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) fail("cannot read the requests");
    size_t room = 0, length = 0;
    char *all = NULL;
    for (;;) {
        if (length + 65536 > room) all = realloc(all, room = room * 2 + 131072);
        size_t count = fread(all + length, 1, 65536, file);
        if (count == 0) break;
        length += count;
    }
    fclose(file);
    char *place = all, *end;
    size_t requests_max = 0;
    while ((end = memmem(place, length - (size_t)(place - all), "\r\n\r\n", 4))) {
        if (request_count == requests_max)
            requests = realloc(requests, sizeof *requests * (requests_max = requests_max * 2 + 64));
        requests[request_count++] = (struct text){place, (size_t)(end + 4 - place)};
        place = end + 4;
    }
    if (request_count == 0) fail("there are no requests");
}

static void send_on(int place, long long due) {
    struct connection *one = &connections[place];
    struct text request = requests[next_request++ % request_count];
    one->due = due;
    one->length = 0;
    if (write(one->socket, request.bytes, request.length) != (ssize_t)request.length)
        fail("a request was not taken");
}

static void note(long long due, long long at) {
    if (due < count_from) return;
    long long micro = (at - due) / 1000;
    took[taken++] = micro < 0 ? 0 : (unsigned)micro;
}

/* An answer without a body, which is what a redirect is. */
static void take(int place) {
    struct connection *one = &connections[place];
    ssize_t count = read(one->socket, one->answer + one->length, ANSWER_MAX - 1 - one->length);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) fail("a connection was closed");
    one->length += (size_t)count;
    one->answer[one->length] = 0;
    char *end = strstr(one->answer, "\r\n\r\n");
    if (!end) return;
    if (strncmp(one->answer, "HTTP/1.1 302", 12) != 0 || !strstr(one->answer, "mc=")) {
        fprintf(stderr, "%s", one->answer);
        fail("an answer is no recorded redirect");
    }
    if ((size_t)(end + 4 - one->answer) != one->length) fail("an answer has a body");
    note(one->due, now());
    one->due = 0;
    idle[idle_count++] = place;
}

static void open_all(const char *host, int port, int count, int epoll) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    if (inet_pton(AF_INET, host, &address.sin_addr) != 1) fail("HOST is an IPv4 address");
    for (int place = 0; place < count; place++) {
        int one = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
        if (connect(one, (struct sockaddr *)&address, sizeof address) < 0) fail("cannot connect");
        setsockopt(one, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connections[place].socket = one;
        struct epoll_event event = {.events = EPOLLIN, .data.fd = place};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, one, &event) < 0) fail("epoll_ctl");
        idle[idle_count++] = place;
    }
}

static int rising(const void *left, const void *right) {
    unsigned a = *(const unsigned *)left, b = *(const unsigned *)right;
    return a < b ? -1 : a > b;
}

static unsigned quantile(double part) {
    size_t place = (size_t)(part * (double)taken);
    return took[place < taken ? place : taken - 1];
}

int main(int count, char **words) {
    if (count != 7) {
        fprintf(stderr, "usage: steady HOST PORT RATE SECONDS CONNECTIONS REQUESTS\n");
        return 2;
    }
    double rate = atof(words[3]), seconds = atof(words[4]);
    int open = atoi(words[5]), epoll = epoll_create1(EPOLL_CLOEXEC);
    if (rate <= 0 || seconds <= 0 || open < 1 || open > CONNECTIONS_MAX) fail("usage");
    load(words[6]);
    size_t total = (size_t)(rate * seconds), sent = 0;
    took = calloc(total + 1, sizeof *took);
    prctl(PR_SET_TIMERSLACK, 1);
    open_all(words[1], atoi(words[2]), open, epoll);
    begin = now() + 10000000;
    count_from = begin + (long long)(seconds * 1e8);
    size_t marked = 0;
    while (sent < total || idle_count < open) {
        long long due = begin + (long long)((double)sent * 1e9 / rate);
        while (sent < total && idle_count > 0 && due <= now()) {
            send_on(idle[--idle_count], due);
            sent++;
            due = begin + (long long)((double)sent * 1e9 / rate);
        }
        long long wait = sent < total ? due - now() : 1000000000ll;
        if (sent < total && idle_count == 0) {
            if (wait <= 0 && marked < sent) marked = sent, late++;
            wait = 1000000000ll;
        }
        if (wait < 0) wait = 0;
        struct timespec patience = {wait / 1000000000ll, wait % 1000000000ll};
        struct epoll_event events[CONNECTIONS_MAX];
        int ready = epoll_pwait2(epoll, events, CONNECTIONS_MAX, &patience, NULL);
        for (int place = 0; place < ready; place++) take(events[place].data.fd);
        if (now() > begin + (long long)(seconds * 1e9) + 30000000000ll) fail("answers are missing");
    }
    if (taken == 0) fail("nothing was counted");
    qsort(took, taken, sizeof *took, rising);
    printf("requests=%zu late=%zu p50=%u p90=%u p99=%u p999=%u max=%u\n", taken, late,
           quantile(0.5), quantile(0.9), quantile(0.99), quantile(0.999), took[taken - 1]);
}
