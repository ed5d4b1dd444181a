/* floor PORT ANSWER: what answering a redirect costs when nothing is decided and nothing recorded.
 *
 * One thread, one epoll, level-triggered; every request that is complete is answered with the bytes
 * of the file ANSWER. A request ends with an empty line and has no body; requests may come in pieces
 * or many at once, and an answer may leave in pieces. Prints the port when it listens. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS = 4096, READ = 65536, EVENTS = 256, ANSWERS_AT_ONCE = 64 };

/* How much of the empty line was seen, answers still owed, and bytes of the first one sent. */
struct connection {
    unsigned char seen;
    size_t owed, sent;
    unsigned wants_out;
};

static struct connection connections[CONNECTIONS];
static char answers[ANSWERS_AT_ONCE * 4096];
static size_t answer_length;
static int epoll;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void load(const char *path) {
    int file = open(path, O_RDONLY);
    if (file < 0) die(path);
    ssize_t length = read(file, answers, 4096);
    if (length <= 0 || length == 4096) die(path);
    answer_length = (size_t)length;
    for (size_t copy = 1; copy < ANSWERS_AT_ONCE; copy++)
        memcpy(answers + copy * answer_length, answers, answer_length);
    close(file);
}

/* How many empty lines end in these bytes, going on from what was seen before. */
static size_t requests(struct connection *one, const char *bytes, size_t count) {
    static const char line_ends[] = "\r\n\r\n";
    size_t found = 0;
    const char *end = bytes + count;
    while (bytes < end) {
        if (one->seen == 0 && !(bytes = memchr(bytes, '\r', (size_t)(end - bytes)))) break;
        if (*bytes == line_ends[one->seen]) {
            one->seen++;
        } else {
            one->seen = *bytes == '\r';
        }
        bytes++;
        if (one->seen == 4) {
            found++;
            one->seen = 0;
        }
    }
    return found;
}

static void watch(int socket, struct connection *one, unsigned wants_out) {
    if (one->wants_out == wants_out) return;
    one->wants_out = wants_out;
    struct epoll_event event = {
        .events = wants_out ? EPOLLOUT : EPOLLIN, .data.fd = socket};
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) < 0) die("epoll_ctl");
}

/* Sends what is owed; while the peer does not take it, nothing further is read from it. */
static int answer(int socket, struct connection *one) {
    while (one->owed > 0) {
        size_t now = one->owed < ANSWERS_AT_ONCE ? one->owed : ANSWERS_AT_ONCE;
        ssize_t count = write(socket, answers + one->sent, now * answer_length - one->sent);
        if (count < 0 && errno == EAGAIN) break;
        if (count < 0) return -1;
        size_t total = one->sent + (size_t)count;
        one->owed -= total / answer_length;
        one->sent = total % answer_length;
    }
    watch(socket, one, one->owed > 0);
    return 0;
}

static int serve(int socket, struct connection *one, unsigned events) {
    static char bytes[READ];
    if (events & (EPOLLERR | EPOLLHUP)) return -1;
    if (events & EPOLLIN) {
        ssize_t count = read(socket, bytes, sizeof bytes);
        if (count == 0 || (count < 0 && errno != EAGAIN)) return -1;
        if (count > 0) one->owed += requests(one, bytes, (size_t)count);
    }
    return answer(socket, one);
}

static void welcome(int listener) {
    int socket;
    while ((socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        if (socket >= CONNECTIONS) {
            close(socket);
            continue;
        }
        int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connections[socket] = (struct connection){0};
        struct epoll_event event = {.events = EPOLLIN, .data.fd = socket};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) < 0) die("epoll_ctl");
    }
}

int main(int count, char **words) {
    if (count != 3) {
        fprintf(stderr, "usage: floor PORT ANSWER\n");
        return 2;
    }
    load(words[2]);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(words[1])),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, length) < 0) die("bind");
    if (listen(listener, 1024) < 0) die("listen");
    if (getsockname(listener, (struct sockaddr *)&address, &length) < 0) die("getsockname");
    epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event) < 0) die("epoll_ctl");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        struct epoll_event events[EVENTS];
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int place = 0; place < ready; place++) {
            int socket = events[place].data.fd;
            if (socket == listener) {
                welcome(listener);
            } else if (serve(socket, &connections[socket], events[place].events) < 0) {
                close(socket);
            }
        }
    }
}
