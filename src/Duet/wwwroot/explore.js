// One custom element: draws its JSON with ECharts in a shadow root, which enhanced navigation does not touch.
// Without script the server's own chart stays; with it, the element hides that chart and adds zoom and brush.
const root = document.documentElement;
let library;
const load = source => library ??= new Promise((done, failed) => {
  const script = document.createElement("script");
  script.src = source;
  script.onload = () => done(window.echarts);
  script.onerror = () => { library = undefined; failed(); };
  document.head.append(script);
});

customElements.define("explore-chart", class extends HTMLElement {
  #box; #chart; #frame;
  #changes = new MutationObserver(() => this.#later());
  #size = new ResizeObserver(() => this.#chart?.resize());
  #system = matchMedia("(prefers-color-scheme: dark)");
  #redraw = () => this.#later();

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" });
      this.#box = document.createElement("div");
      this.#box.style.cssText = "width:100%;height:100%";
      this.shadowRoot.append(this.#box);
    }
    this.#changes.observe(this, { childList: true, subtree: true, characterData: true });
    this.#changes.observe(root, { attributeFilter: ["data-theme"] });
    this.#system.addEventListener("change", this.#redraw);
    this.#size.observe(this);
    this.#draw();
  }

  disconnectedCallback() {
    this.#changes.disconnect();
    this.#size.disconnect();
    this.#system.removeEventListener("change", this.#redraw);
    this.#chart?.dispose();
    this.#chart = null;
  }

  #later() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  async #draw() {
    let echarts;
    try { echarts = await load(this.dataset.source); } catch { this.hidden = true; return; }
    const json = this.querySelector("script");
    if (!this.isConnected || !json) return;
    const data = JSON.parse(json.textContent), style = getComputedStyle(this);
    const probe = document.createElement("i");
    this.shadowRoot.append(probe);
    const color = name => (probe.style.color = `var(--${name})`, getComputedStyle(probe).color);
    const narrow = this.clientWidth < 560, axis = { axisLabel: { color: color("ink-2") }, axisLine: { lineStyle: { color: color("line") } }, splitLine: { lineStyle: { color: color("line") } } };
    const colors = ["c-1", "c-2", "c-3", "c-4", "c-5", "c-6"].map(color);
    this.#chart?.dispose();
    this.#chart = echarts.init(this.#box, null, { renderer: "svg" });
    this.#chart.setOption({
      animation: false,
      color: colors,
      aria: { enabled: true, label: { description: this.dataset.label } },
      textStyle: { fontFamily: style.fontFamily, color: color("ink") },
      grid: { left: 8, right: 12, top: data.lines.length > 1 ? 64 : 36, bottom: 56, containLabel: true },
      legend: data.lines.length > 1 ? { top: 0, type: "scroll", textStyle: { color: color("ink-2") } } : undefined,
      toolbox: { right: 0, top: 0, show: !narrow && data.lines.length === 1, feature: { dataZoom: { yAxisIndex: "none" }, restore: { title: data.reset } }, iconStyle: { borderColor: color("ink-2") } },
      dataZoom: [{ type: "inside" }, { type: "slider", height: 22, bottom: 8, borderColor: color("line"), textStyle: { color: color("ink-2") }, labelFormatter: "" }],
      tooltip: {
        trigger: "axis", renderMode: "richText", confine: true, backgroundColor: color("card"), borderColor: color("edge"), textStyle: { color: color("ink") },
        formatter: items => {
          const index = items[0].dataIndex;
          return [data.periods[index], ...data.lines.map(line => `${data.lines.length > 1 ? line.name + ": " : ""}${line.words[index]}`)].join("\n");
        },
      },
      xAxis: { type: "category", data: data.periods, boundaryGap: false, ...axis, axisLabel: { color: color("ink-2"), hideOverlap: true, formatter: label => label.split(",")[0] } },
      yAxis: { type: "value", name: data.unit, nameGap: 10, min: 0, nameTextStyle: { color: color("ink-2") }, ...axis },
      series: data.lines.flatMap(line => this.#series(line, color)),
    });
    probe.remove();
    this.toggleAttribute("drawn", true);
  }

  // The open period is a dashed stroke of its own; an interval is a band between two unseen lines.
  #series(line, color) {
    const last = line.values.length - 1, open = line.open && last > 0;
    const solid = line.values.map((value, index) => open && index === last ? null : value);
    const series = [{ name: line.name, type: "line", data: solid, symbolSize: 5, connectNulls: false, lineStyle: { width: 2.25 } }];
    if (open) series.push({ name: line.name, type: "line", data: line.values.map((value, index) => index >= last - 1 ? value : null), symbolSize: 5, lineStyle: { width: 2, type: "dashed" } });
    if (line.low.some(value => value !== null)) {
      const band = { type: "line", stack: "interval", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
      const gap = (value, index) => open && index === last ? null : value;
      series.unshift({ ...band, data: line.low.map(gap) }, { ...band, data: line.high.map((high, index) => high === null || line.low[index] === null ? null : gap(high - line.low[index], index)), areaStyle: { color: color("c-1"), opacity: .14 } });
    }
    return series;
  }
});
