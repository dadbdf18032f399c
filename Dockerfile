# xunbao in a container: static, without a shell, not as root. The data folder is in the volume /data.
#   docker build -t xunbao . && docker run -p 8080:8080 -v xunbao:/data xunbao
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# ne leaves out the dictionaries that gse embeds (ours is in data/dict), nomsgpack a codec that nothing here uses.
# Certificates are for feeds and webhooks over https; /tmp is for taking in archives.
RUN CGO_ENABLED=0 go build -trimpath -tags ne,nomsgpack -ldflags "-s -w" -o /out/xunbao ./cmd/xunbao \
 && mkdir -p /out/data /out/etc/ssl/certs && install -d -m 1777 /out/tmp && cp /etc/ssl/certs/ca-certificates.crt /out/etc/ssl/certs/ \
 && chown 65532:65532 /out/data

FROM scratch
COPY --from=build /out/ /
USER 65532:65532
ENV XUNBAO_DATA=/data/news XUNBAO_ADDR=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
# It lives while it opens and rebuilds, too: what is asked for readiness is /readyz.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/xunbao", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/xunbao"]
CMD ["serve"]
