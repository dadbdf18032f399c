# xunbao in a container: static, without a shell, not as root. The data folder is the volume /data.
#   docker build -t xunbao . && docker run -p 8080:8080 -v xunbao:/data xunbao
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# ne leaves out the dictionaries that gse embeds (ours is in data/dict), nomsgpack a codec that nothing here uses.
RUN CGO_ENABLED=0 go build -trimpath -tags ne,nomsgpack -ldflags "-s -w" -o /xunbao ./cmd/xunbao && mkdir /data

FROM scratch
COPY --from=build /xunbao /xunbao
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
ENV XUNBAO_DATA=/data/news XUNBAO_ADDR=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/xunbao", "stats", "--json"]
ENTRYPOINT ["/xunbao"]
CMD ["serve"]
