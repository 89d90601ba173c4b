-- Works on the article that is open, as a person would, and writes what Neovim shows to a file.

local folder = vim.env.ANSWERS
local answers = {}

local function wait(what, condition)
  if not vim.wait(30000, condition, 20) then
    error("Neovim waited in vain for " .. what)
  end
end

-- The code of each finding, and the text that it marks, in the order of the text.
local function findings()
  local found = vim.diagnostic.get(0)
  table.sort(found, function(a, b)
    return a.lnum < b.lnum
  end)
  return vim.tbl_map(function(each)
    local marked = vim.api.nvim_buf_get_text(0, each.lnum, each.col, each.end_lnum, each.end_col, {})
    return { each.code, table.concat(marked, "\n") }
  end, found)
end

local function wait_for_findings(count)
  wait(count .. " findings", function()
    return #vim.diagnostic.get(0) == count
  end)
  return findings()
end

local function go_to(text)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search("\\V" .. text, "c") > 0, text)
end

-- Which code action is chosen, where there are several.
local function choose(title)
  vim.ui.select = function(items, options, on_choice)
    for _, item in ipairs(items) do
      if options.format_item(item) == title then
        return on_choice(item)
      end
    end
    error("there is no action " .. title)
  end
end

local function wait_for_change(change)
  local before = vim.b.changedtick
  change()
  wait("a change", function()
    return vim.b.changedtick > before
  end)
end

local function shown_in_float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      local buffer = vim.api.nvim_win_get_buf(window)
      return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), "\n")
    end
  end
end

local function hover()
  go_to("heat:")
  vim.lsp.buf.hover()
  wait("a hover", shown_in_float)
  return shown_in_float()
end

-- Keys are typed, since completions are shown to somebody who types.
local function completions()
  local labels = {}
  local timer = vim.loop.new_timer()
  timer:start(0, 20, vim.schedule_wrap(function()
    local items = vim.fn.complete_info({ "items" }).items
    if #items > 0 and #labels == 0 then
      labels = vim.tbl_map(function(item)
        return item.abbr
      end, items)
      vim.api.nvim_input("<C-e><Esc>")
    end
  end))
  go_to("- AI")
  local keys = vim.api.nvim_replace_termcodes("A<BS><C-x><C-o>", true, false, true)
  vim.api.nvim_feedkeys(keys, "x!", false)
  timer:close()
  vim.cmd("silent undo")
  return labels
end

local function outline()
  vim.lsp.buf.document_symbol()
  local function rows()
    local found = vim.fn.getqflist()
    return #found > 0 and found or vim.fn.getloclist(0)
  end
  wait("an outline", function()
    return #rows() > 0
  end)
  vim.cmd("cclose | lclose")
  return vim.tbl_map(function(row)
    return (row.text:gsub("^%[%a+%] ", ""))
  end, rows())
end

-- Goes to what a name stands for, and back.
local function definition()
  local article = vim.api.nvim_get_current_buf()
  go_to("- AI")
  vim.cmd("normal! 3l")
  vim.lsp.buf.definition()
  wait("a definition", function()
    return vim.api.nvim_get_current_buf() ~= article
  end)
  local name = vim.fn.expand("%:.")
  vim.cmd("buffer " .. article)
  return name
end

local function write_config(text)
  vim.fn.writefile({ text }, "articlelint.toml")
end

local function work()
  answers.findings = wait_for_findings(3)
  answers.hover = hover()
  answers.completions = completions()
  answers.outline = outline()
  answers.definition = definition()

  write_config('ignore = ["DAT001"]')
  answers.findings_by_edited_config = wait_for_findings(2)
  write_config("")
  wait_for_findings(3)

  go_to("  Police")
  choose("Tidy the spaces")
  wait_for_change(vim.lsp.buf.code_action)
  vim.cmd("silent write " .. folder .. "/quick-fix.md")
  vim.cmd("silent undo")

  choose("Fix all that articlelint can fix safely")
  wait_for_change(function()
    vim.cmd("ArticlelintFixAll")
  end)
  vim.cmd("silent write")
  answers.findings_after_fixes = wait_for_findings(1)
  vim.fn.writefile({ vim.fn.json_encode(answers) }, folder .. "/answers.json")
end

local is_done, fault = xpcall(work, debug.traceback)
if not is_done then
  vim.api.nvim_err_writeln(fault)
end
vim.cmd("quitall!")
